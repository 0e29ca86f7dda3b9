//! Topics.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::{config, labels, object};
use crate::{
    derive::{resource_name, topic, version},
    kubernetes::{
        object::Object,
        strimzi::{Manifest, TopicSpec},
    },
    model::{
        Deployment,
        name::TopicName,
        topic::{ReplicationFactor, Topic},
    },
};

/// Returns a resource for each topic, by the topic's name.
pub fn objects(deployment: &Deployment) -> Vec<Object> {
    let api_version = version::release(deployment).api_version().group_version();
    topic::all(deployment)
        .iter()
        .map(|(name, topic)| {
            let resource = resource_name::of_topic(name);
            let mut metadata = labels::strimzi(deployment, resource.as_str());
            metadata.annotations = Some(labels::explained(&topic.owner, &topic.purpose));
            object(&Manifest {
                api_version,
                kind: "KafkaTopic",
                metadata,
                spec: spec(deployment, name, topic, &resource),
            })
        })
        .collect()
}

fn spec(deployment: &Deployment, name: &TopicName, topic: &Topic, resource: &str) -> TopicSpec {
    TopicSpec {
        topic_name: (name.as_str() != resource).then(|| name.to_string()),
        partitions: topic.partitions.get(),
        replicas: replicas(deployment, topic),
        config: settings(topic),
    }
}

/// Returns a topic's replication factor; where neither it nor the brokers' settings say one,
/// Kafka's own default of one.
pub fn replicas(deployment: &Deployment, topic: &Topic) -> u16 {
    let default = deployment
        .cluster
        .config
        .get("default.replication.factor")
        .and_then(|value| value.as_str().parse().ok());
    topic
        .replicas
        .map(ReplicationFactor::get)
        .or(default)
        .unwrap_or(1)
}

/// Returns a topic's settings; those that have a key of their own in the model win.
pub fn settings(topic: &Topic) -> Map<String, Value> {
    let mut settings: BTreeMap<String, Value> = topic
        .config
        .iter()
        .map(|(key, text)| (key.to_string(), config::value(text.as_str())))
        .collect();
    settings.insert(
        "cleanup.policy".to_owned(),
        Value::from(topic.cleanup.word()),
    );
    let named = [
        (
            "min.insync.replicas",
            topic.min_insync_replicas.map(|n| Value::from(n.get())),
        ),
        (
            "retention.ms",
            topic.retention.map(|time| number(time.as_milliseconds())),
        ),
        (
            "retention.bytes",
            topic.retention_size.as_ref().map(|size| number(size.get())),
        ),
        (
            "max.message.bytes",
            topic
                .max_message_size
                .as_ref()
                .map(|size| number(size.get())),
        ),
    ];
    for (key, value) in named {
        if let Some(value) = value {
            settings.insert(key.to_owned(), value);
        }
    }
    settings.into_iter().collect()
}

fn number(number: u64) -> Value {
    config::value(&number.to_string())
}
