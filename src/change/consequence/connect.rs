//! Strimzi's other resources: Kafka Connect, its connectors, mirrors, bridges and rebalances.

use super::{Consequence, Fact, Restart, scene::Scene};
use crate::change::{Class, FieldChange, unit::number};

/// Returns what the difference does.
pub fn field(scene: &Scene<'_>, field: &FieldChange) -> Vec<Consequence> {
    if !field.path.is_below(&["spec"]) {
        return Vec::new();
    }
    match scene.change.id.kind.as_str() {
        "KafkaConnector" => vec![connector(field)],
        "KafkaRebalance" => vec![rebalance()],
        _ if field.path.is(&["spec", "replicas"]) => vec![replicas(field)],
        _ => vec![restart(scene)],
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

fn replicas(field: &FieldChange) -> Consequence {
    if field.after.as_ref().and_then(number) == Some(0) {
        return Consequence::new(
            Class::Outage,
            Fact::new("connect/stopped"),
            "its pods stop, and none is left",
            "it has no replicas any more",
        );
    }
    Consequence::new(
        Class::Dynamic,
        Fact::new("connect/replicas"),
        "pods are added or taken away, and the work is shared out anew",
        "Kafka Connect moves tasks between its workers",
    )
}

fn connector(field: &FieldChange) -> Consequence {
    let stops = ["stopped", "paused"];
    let state = field
        .after
        .as_ref()
        .and_then(|value| value.as_str())
        .unwrap_or_default();
    if field.path.last() == Some("state") && stops.contains(&state) {
        return Consequence::new(
            Class::Outage,
            Fact::new("connect/connector-stopped"),
            "the connector moves nothing any more",
            "its state is asked for here",
        );
    }
    Consequence::new(
        Class::Unknown,
        Fact::new("connect/connector"),
        "the connector and its tasks restart with other settings",
        "what a setting does is known to the plugin alone",
    )
    .action("read the documentation of the plugin")
}

fn rebalance() -> Consequence {
    Consequence::new(
        Class::DataMovement,
        Fact::new("connect/rebalance"),
        "another proposal is made; once it is approved, replicas move",
        "Cruise Control works out where replicas should be",
    )
}
