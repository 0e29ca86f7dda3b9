//! Kafka's own definitions know and take every rendered configuration value.

use std::path::Path;

use serde_json::{Map, Value, json};

use super::Proof;
use crate::broker::{self, Node};
use crate::component::kafka_config::{Config, ConfigKind, KafkaConfig};
use crate::error::Result;
use crate::harness::Harness;
use crate::manifest::Object;
use crate::prerequisite::Prerequisite;
use crate::rendered::Rendered;
use crate::verdict::Checks;

/// The row.
pub(super) const PROOF: Proof = Proof {
    name: "kafka-config",
    summary: "Kafka's own definitions take every broker and topic configuration",
    needs: &[
        Prerequisite::Java17,
        Prerequisite::Maven,
        Prerequisite::Setpriv,
    ],
    prove,
};

fn prove(harness: &Harness, checks: &mut Checks) -> Result<()> {
    harness.each_set(checks, "its configuration is Kafka's", |set, checks| {
        takes_every_value(harness, set, checks)
    })
}

fn takes_every_value(harness: &Harness, set: &Rendered, checks: &mut Checks) -> Result<()> {
    let name = format!("{} {}", set.environment(), set.release());
    let objects = set.objects()?;
    let Some(kafka) = objects.iter().find(|object| object.kind() == "Kafka") else {
        checks.not_proved(
            format!("{name}: its configuration is Kafka's"),
            "it has no Kafka",
        );
        return Ok(());
    };
    let version = kafka.text("/spec/kafka/version");
    let definitions = KafkaConfig::get(harness.cache(), version)?;
    let mut configs = brokers(kafka, &objects);
    configs.extend(
        objects
            .iter()
            .filter(|object| object.kind() == "KafkaTopic")
            .map(topic),
    );
    let claim = format!(
        "{name}: Kafka {version} takes all {} configurations",
        configs.len()
    );
    checks.unless(claim, &definitions.objections(&configs)?);
    for (mistake, wrong) in mistakes(&configs) {
        let objections = definitions.objections(&[wrong])?;
        let claim = format!("{name}: Kafka {version} does not take {mistake}");
        checks.expect(claim, !objections.is_empty(), || {
            "nothing was reported".to_owned()
        });
    }
    Ok(())
}

fn brokers(kafka: &Object, objects: &[Object]) -> Vec<Config> {
    let nodes = Node::all(objects, "127.0.0");
    let config = |node: &Node| Config {
        name: format!("node {}", node.pod),
        kind: ConfigKind::Broker,
        values: broker::properties(kafka, &nodes, node, Path::new("/var/lib/kafka")),
    };
    nodes.iter().map(config).collect()
}

fn topic(topic: &Object) -> Config {
    let values = topic
        .value()
        .pointer("/spec/config")
        .and_then(Value::as_object);
    Config {
        name: format!("topic {}", topic.name()),
        kind: ConfigKind::Topic,
        values: values.cloned().unwrap_or_default(),
    }
}

/// Makes wrong configurations, to show that the check would tell.
fn mistakes(configs: &[Config]) -> Vec<(&'static str, Config)> {
    let wrong = |name: &str, value: Value| Map::from_iter([(name.to_owned(), value)]);
    let topic = |values| Config {
        name: "control".to_owned(),
        kind: ConfigKind::Topic,
        values,
    };
    let mut mistakes = vec![
        (
            "a topic's unknown name",
            topic(wrong("retention.millis", json!(1))),
        ),
        (
            "a topic's value out of range",
            topic(wrong("min.insync.replicas", json!(0))),
        ),
    ];
    let broker = configs
        .iter()
        .find(|config| config.kind == ConfigKind::Broker);
    if let Some(mut broker) = broker.cloned() {
        broker.values.insert("num.io.threadz".to_owned(), json!(8));
        mistakes.push(("a broker's unknown name", broker));
    }
    mistakes
}
