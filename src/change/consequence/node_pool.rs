//! Fields of a `KafkaNodePool`: how many nodes, which roles, which disks, and their pods.

use serde_json::Value;

use super::{
    Consequence, Fact,
    judge::pods,
    scene::{Scene, has_role},
    storage, template,
};
use crate::change::{Class, FieldChange, unit::number};

/// Returns what the difference does.
pub fn field(scene: &Scene<'_>, field: &FieldChange) -> Vec<Consequence> {
    let path = &field.path;
    let below = |part: &str| path.is_below(&["spec", part]);
    let restarts = vec![scene.restart_of(&scene.change.id, scene.now())];
    if path.is(&["spec", "replicas"]) {
        return vec![replicas(scene, field)];
    }
    if below("roles") {
        return roles(scene);
    }
    if below("storage") {
        return storage::field(scene, field);
    }
    if below("template") {
        return template::of_nodes(field, restarts);
    }
    if below("resources") || below("jvmOptions") {
        return vec![
            Consequence::new(
                Class::RollingRestart,
                Fact::new("node-pool/pods"),
                format!("{} restart one at a time", pods(&restarts)),
                "a pod can't be changed, so the operator makes it anew",
            )
            .restarts(restarts),
        ];
    }
    Vec::new()
}

fn replicas(scene: &Scene<'_>, field: &FieldChange) -> Consequence {
    let count = |value: &Option<Value>| value.as_ref().and_then(number).unwrap_or(0);
    let (before, after) = (count(&field.before), count(&field.after));
    if has_role(scene.was(), "controller") {
        return quorum("the number of controllers changes");
    }
    if after > before {
        if rebalances(scene, "add-brokers") {
            return Consequence::new(
                Class::DataMovement,
                Fact::new("node-pool/scaled-up"),
                format!(
                    "{}, and replicas move to them by themselves",
                    more(after - before)
                ),
                "`autoRebalance` of Cruise Control begins a rebalance when brokers come",
            );
        }
        return Consequence::new(
            Class::Dynamic,
            Fact::new("node-pool/scaled-up"),
            format!("{}, without replicas", more(after - before)),
            "Kafka places only new partitions on new brokers",
        )
        .action("move replicas to them, with Cruise Control or `kafka-reassign-partitions.sh`");
    }
    let unchecked = scene.kafka(scene.after).is_some_and(|kafka| {
        kafka["metadata"]["annotations"]["strimzi.io/skip-broker-scaledown-check"] == "true"
    });
    let fact = Fact::new("node-pool/scaled-down");
    if unchecked {
        return Consequence::new(
            Class::DataLoss,
            fact,
            format!(
                "{} brokers go with the replicas that they hold",
                before - after
            ),
            "`strimzi.io/skip-broker-scaledown-check` turns the operator's check off",
        )
        .action("move the replicas away first, and leave the check on");
    }
    if rebalances(scene, "remove-brokers") {
        return Consequence::new(
            Class::DataMovement,
            fact,
            "replicas move off the brokers that go, and the operator keeps these until they hold none",
            "`autoRebalance` of Cruise Control begins a rebalance before brokers go",
        );
    }
    Consequence::new(
        Class::Reverted,
        fact,
        "the operator keeps the brokers as long as they hold replicas, and goes on with the old number",
        "it asks Kafka before it removes a broker (`ScaleDownPreventionCheck`); an empty broker goes",
    )
    .action("move the replicas away first, with Cruise Control or `kafka-reassign-partitions.sh`")
}

/// Returns whether Cruise Control moves replicas by itself in a mode (`KafkaAutoRebalancingReconciler`).
fn rebalances(scene: &Scene<'_>, mode: &str) -> bool {
    let kafka = scene.kafka(scene.after);
    let modes = kafka.and_then(|kafka| kafka["spec"]["cruiseControl"]["autoRebalance"].as_array());
    modes.is_some_and(|modes| modes.iter().any(|known| known["mode"] == mode))
}

fn more(count: i64) -> String {
    match count {
        1 => "1 more broker starts".to_owned(),
        _ => format!("{count} more brokers start"),
    }
}

/// States that the set of controllers changes, which Strimzi does not support while they run.
#[must_use]
pub fn quorum(effect: &str) -> Consequence {
    Consequence::new(
        Class::Outage,
        Fact::new("node-pool/controller-quorum"),
        format!("{effect}, and the quorum can break"),
        "the set of controllers is static (`controller.quorum.voters`): the operator lets the change \
         through without a check",
    )
    .action("leave the controllers as they are, and put brokers into a pool of their own")
}

fn roles(scene: &Scene<'_>) -> Vec<Consequence> {
    let lost = |role| has_role(scene.was(), role) && !has_role(scene.now(), role);
    let won = |role| !has_role(scene.was(), role) && has_role(scene.now(), role);
    let mut told = Vec::new();
    if lost("controller") || won("controller") {
        told.push(quorum("nodes become controllers or stop to be some"));
    }
    if lost("broker") {
        told.push(
            Consequence::new(
                Class::Reverted,
                Fact::new("node-pool/broker-role-removed"),
                "the nodes stay brokers as long as they hold replicas",
                "the operator asks Kafka before it takes the role away (`ScaleDownPreventionCheck`)",
            )
            .action("move the replicas away first"),
        );
    }
    if won("broker") {
        let restarts = vec![scene.restart_of(&scene.change.id, scene.now())];
        told.push(
            Consequence::new(
                Class::RollingRestart,
                Fact::new("node-pool/broker-role-added"),
                format!(
                    "{} restart one at a time and become brokers",
                    pods(&restarts)
                ),
                "a node reads its roles when it starts",
            )
            .restarts(restarts),
        );
    }
    if told.is_empty() {
        told.push(Consequence::new(
            Class::Cosmetic,
            Fact::new("node-pool/role-order"),
            "the nodes keep their roles",
            "the order of roles has no meaning",
        ));
    }
    told
}
