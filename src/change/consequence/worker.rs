//! What the workers of Kafka Connect and of mirrors know, and where they keep it.

use serde_json::Value;

use super::{Consequence, Fact, connector, scene::Scene};
use crate::change::{Class, FieldChange};

/// A topic in which workers keep what they know: its field since the API version `v1`, its key in the
/// configuration before, and how its default name ends (`KafkaConnectConfiguration`,
/// `KafkaMirrorMaker2Configuration`).
type Memory = (&'static str, &'static str, &'static str);

const OFFSETS: Memory = ("offsetStorageTopic", "offset.storage.topic", "offsets");
const CONFIGS: Memory = ("configStorageTopic", "config.storage.topic", "configs");

/// Judges other topics in which workers keep how far they are and which connectors there are.
pub fn memory(scene: &Scene<'_>, field: &FieldChange) -> Vec<Consequence> {
    let kind = scene.change.id.kind.as_str();
    let another = |of: Memory| {
        let last = field.path.last().unwrap_or_default();
        let about = [of.0, of.1, "config", "target", "clusters"].contains(&last);
        let topics = [scene.was(), scene.now()].map(|side| topic(kind, side, of));
        about && topics[0] != topics[1]
    };
    if let Some(told) = another_cluster(kind, field) {
        return vec![told];
    }
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

/// States that workers go to another Kafka cluster, where those addresses are that Strimzi makes.
fn another_cluster(kind: &str, field: &FieldChange) -> Option<Consequence> {
    let own = field.path.is(&["spec", "bootstrapServers"]) && kind == "KafkaConnect";
    let target = field.path.is(&["spec", "target", "bootstrapServers"]);
    let of = |side: &Option<Value>| cluster_of(side.as_ref()?.as_str()?).map(str::to_owned);
    let (was, now) = (of(&field.before)?, of(&field.after)?);
    ((own || target) && was != now).then(|| {
        Consequence::new(
            Class::Irreversible,
            Fact::new("connect/another-cluster"),
            format!(
                "the workers go from the Kafka cluster `{was}` to `{now}`, where they know nothing: sources \
                 and mirrors begin as if they never ran, and sinks read the topics of that cluster"
            ),
            "workers keep in topics of their Kafka cluster which connectors there are and how far they are",
        )
        .action("make another resource for the other cluster, and remove this one when it is no longer needed")
    })
}

/// Returns the cluster of an address such as `orders-kafka-bootstrap.shop.svc:9093`.
fn cluster_of(address: &str) -> Option<&str> {
    let (host, _) = address.split_once(':')?;
    let name = host.split('.').next()?;
    name.strip_suffix("-kafka-bootstrap")
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
