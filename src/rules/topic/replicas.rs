//! Refuses a topic with more copies than there are brokers, and warns of a single copy.
//!
//! # Why
//! Kafka can't place two copies on one broker: the topic operator reports `KafkaError`, and the
//! topic is never made. A single copy is lost with its broker's disk, and away with its broker.
//!
//! # Example
//! `replicas: 3` with one broker, or `replicas: 1` with three.
//!
//! # Instead
//! Three, where there are three brokers or more.
//!
//! # Source
//! Kafka: `InvalidReplicationFactorException`; Strimzi: `BatchingTopicController`.

use crate::{
    derive::node,
    finding::{Finding, ModelPath, Outcome},
    model::{Deployment, name::TopicName, topic::Topic},
    rules::{broker_setting, enumeration::count, rule::Rule},
};

pub(super) const RULE: Rule = Rule::new("topic/replicas", include_str!("replicas.rs"), check);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let brokers = node::broker_count(&deployment.cluster);
    if brokers == 0 {
        return Vec::new();
    }
    let topics = deployment.topics.iter();
    topics
        .filter_map(|(name, topic)| judge(deployment, name, topic, brokers))
        .collect()
}

fn judge(
    deployment: &Deployment,
    name: &TopicName,
    topic: &Topic,
    brokers: u32,
) -> Option<Finding> {
    let copies = broker_setting::replicas(&deployment.cluster, topic);
    let path = ModelPath::of(&["topics", name.as_str(), "replicas"]);
    if copies > i64::from(brokers) {
        let message = format!(
            "the topic `{name}` has {copies} copies, and the cluster has {}",
            count(brokers, "broker")
        );
        let finding = RULE.error(path, message).outcome(Outcome::FailsLater);
        return Some(finding.help(format!("write at most {brokers}, or add brokers")));
    }
    (copies == 1 && brokers > 1).then(|| {
        let message = format!("the topic `{name}` has a single copy, which is away with its broker and lost with its disk");
        RULE.warning(path, message)
            .outcome(Outcome::FailsLater)
            .help(format!("write `replicas: {}`", brokers.min(3)))
    })
}
