//! Strimzi's other resources: Kafka Connect, mirrors and bridges; connectors and rebalances have their
//! own.

use super::{Consequence, Fact, Restart, connector, mirror, rebalance, scene::Scene, worker};
use crate::{
    change::{Class, FieldChange, unit::number},
    kubernetes::object::ObjectId,
};

/// Returns what the difference does.
pub fn field(scene: &Scene<'_>, field: &FieldChange) -> Vec<Consequence> {
    if !field.path.is_below(&["spec"]) {
        return Vec::new();
    }
    match scene.change.id.kind.as_str() {
        "KafkaConnector" => vec![connector::field(scene, field)],
        "KafkaRebalance" => vec![rebalance::field(scene)],
        _ if field.path.is(&["spec", "replicas"]) => vec![replicas(scene, field)],
        "KafkaBridge" if field.path.is(&["spec", "http", "port"]) => {
            vec![port(), restart(scene)]
        }
        "KafkaMirrorMaker2" if mirror::of_connector(field) => mirror::connector(scene, field),
        _ => {
            let mut told = worker::memory(scene, field);
            told.extend(mirror::alias(field));
            told.push(restart(scene));
            told
        }
    }
}

fn restart(scene: &Scene<'_>) -> Consequence {
    let id = &scene.change.id;
    let restarts = vec![Restart {
        what: format!("{} {}", id.kind, id.name),
        pods: scene.now()["spec"]["replicas"].as_u64(),
    }];
    Consequence::new(
        Class::RollingRestart,
        Fact::new("connect/restarted"),
        format!(
            "the pods of {} {} may be replaced one at a time, and their work pauses",
            id.kind, id.name
        ),
        "most fields are part of the pods; which are set while they run is not told apart here",
    )
    .restarts(restarts)
}

/// Judges another port of a bridge, whose Service takes it too (`KafkaBridgeCluster.generateService`).
fn port() -> Consequence {
    Consequence::new(
        Class::AccessRemoved,
        Fact::new("connect/bridge-port"),
        "clients of the bridge that use the old port can't connect any more",
        "the bridge and its Service take connections on the new one alone",
    )
    .action("tell the clients the new port together with this change")
}

fn replicas(scene: &Scene<'_>, field: &FieldChange) -> Consequence {
    if field.after.as_ref().and_then(number) == Some(0) {
        return Consequence::new(
            Class::Outage,
            Fact::new("connect/stopped"),
            "its pods stop, and none is left",
            "it has no replicas any more",
        );
    }
    if scene.change.id.kind == "KafkaBridge" {
        return Consequence::new(
            Class::Dynamic,
            Fact::new("connect/bridge-replicas"),
            "pods are added or taken away; consumers that were made in a pod which goes are gone",
            "a consumer of the bridge lives in the pod where it was made",
        );
    }
    Consequence::new(
        Class::Dynamic,
        Fact::new("connect/replicas"),
        "pods are added or taken away, and the work is shared out anew",
        "Kafka Connect moves tasks between its workers",
    )
}

/// Judges whether connectors are made by resources from now on
/// (`AbstractConnectOperator.reconcileConnectors`).
pub fn resources(field: &FieldChange) -> Consequence {
    if field.after.as_ref().is_some_and(|value| value == "true") {
        return Consequence::new(
            Class::Outage,
            Fact::new("connect/resources-on"),
            "connectors that no KafkaConnector asks for are deleted",
            "the operator makes the connectors of this cluster what their resources say",
        )
        .action("make a KafkaConnector of every connector that runs first (`GET /connectors`)");
    }
    Consequence::new(
        Class::Impossible,
        Fact::new("connect/resources-off"),
        "connectors run on as they are, and no change of a KafkaConnector reaches them",
        "the operator looks at KafkaConnectors only where the annotation is `true`",
    )
}

/// Returns what it means that such a resource gets another name.
pub fn renamed(from: &ObjectId) -> Consequence {
    Consequence::new(
        Class::Outage,
        Fact::new("connect/deleted"),
        format!(
            "its pods stop, and others start under the new name; what uses the Service of `{}` does not \
             find it any more",
            from.name
        ),
        "pods and Services are called after their resource",
    )
}
