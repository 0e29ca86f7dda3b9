//! Strimzi's other resources: Kafka Connect, mirrors and bridges; connectors and rebalances have their
//! own.

use serde_json::Value;

use super::{Consequence, Fact, Restart, connector, mirror, rebalance, scene::Scene};
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
            let mut told = memory(scene, field);
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

/// A topic in which workers keep what they know: its field since the API version `v1`, its key in the
/// configuration before, and how its default name ends (`KafkaConnectConfiguration`,
/// `KafkaMirrorMaker2Configuration`).
type Memory = (&'static str, &'static str, &'static str);

const OFFSETS: Memory = ("offsetStorageTopic", "offset.storage.topic", "offsets");
const CONFIGS: Memory = ("configStorageTopic", "config.storage.topic", "configs");

/// Judges other topics in which workers keep how far they are and which connectors there are.
fn memory(scene: &Scene<'_>, field: &FieldChange) -> Vec<Consequence> {
    let kind = scene.change.id.kind.as_str();
    let another = |of: Memory| {
        let last = field.path.last().unwrap_or_default();
        let about = [of.0, of.1, "config", "target", "clusters"].contains(&last);
        let topics = [scene.was(), scene.now()].map(|side| topic(kind, side, of));
        about && topics[0] != topics[1]
    };
    let mut told = Vec::new();
    if another(OFFSETS) {
        let effect = if kind == "KafkaMirrorMaker2" {
            "topics are copied again from their beginning, so that messages stand twice in the target"
        } else {
            "source connectors begin as if they never ran, and read again what was read already"
        };
        let action =
            "keep the topic, or give every connector its offsets in the new one before it runs";
        told.push(
            Consequence::new(
                Class::Irreversible,
                Fact::new("connect/another-offset-topic"),
                effect,
                "workers keep in this topic how far they are, and nothing of it is in the new one",
            )
            .action(action),
        );
    }
    if another(CONFIGS) {
        told.push(forgotten(scene));
    }
    told
}

/// Returns the name of a topic in which workers keep what they know; none where the kind has none.
fn topic(kind: &str, object: &Value, (field, key, end): Memory) -> Option<String> {
    let spec = &object["spec"];
    let (own, config, prefix) = match kind {
        "KafkaConnect" => (&spec[field], &spec["config"], "connect-cluster"),
        "KafkaMirrorMaker2" => {
            let target = &spec["connectCluster"];
            let mut clusters = spec["clusters"].as_array().into_iter().flatten();
            let cluster = clusters.find(|cluster| cluster["alias"] == *target);
            let config = cluster.map_or(&Value::Null, |cluster| &cluster["config"]);
            (&spec["target"][field], config, "mirrormaker2-cluster")
        }
        _ => return None,
    };
    let named = own.as_str().or(config[key].as_str());
    Some(named.map_or_else(|| format!("{prefix}-{end}"), str::to_owned))
}

/// States that workers do not know their connectors any more.
fn forgotten(scene: &Scene<'_>) -> Consequence {
    let reason =
        "workers keep in this topic which connectors there are, and none is in the new one";
    let made = scene.change.id.kind == "KafkaMirrorMaker2"
        || scene.now()["metadata"]["annotations"][connector::RESOURCES] == "true";
    if made {
        return Consequence::new(
            Class::Dynamic,
            Fact::new("connect/connectors-made-again"),
            "the operator makes the connectors again",
            reason,
        );
    }
    Consequence::new(
        Class::Outage,
        Fact::new("connect/connectors-forgotten"),
        "the connectors are gone, and move nothing until somebody makes them again",
        reason,
    )
    .action("write down the connectors first, and make them again through the REST interface")
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
