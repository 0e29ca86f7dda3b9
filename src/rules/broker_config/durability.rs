//! Warns where several brokers run with the defaults for a single one.
//!
//! # Why
//! Without `default.replication.factor` a new topic has one copy, and without
//! `min.insync.replicas` a record counts as written when one broker has it. Strimzi shows the
//! warnings `KafkaDefaultReplicationFactor` and `KafkaMinInsyncReplicas`.
//!
//! # Example
//! Three brokers and an empty `cluster.config`.
//!
//! # Instead
//! `default.replication.factor: 3` and `min.insync.replicas: 2`.
//!
//! # Source
//! Strimzi: `KafkaSpecChecker.checkKafkaReplicationConfig`.

use crate::{
    derive::node,
    finding::{Finding, ModelPath, Outcome},
    model::Deployment,
    rules::{broker_setting, rule::Rule},
};

pub(super) const RULE: Rule = Rule::new(
    "broker-config/durability",
    include_str!("durability.rs"),
    check,
);

/// Settings, what Kafka takes without them, and what to write.
const KEYS: [(&str, &str, &str); 2] = [
    (
        "default.replication.factor",
        "new topics have one copy",
        "3",
    ),
    (
        "min.insync.replicas",
        "a record counts as written when one broker has it",
        "2",
    ),
];

fn check(deployment: &Deployment) -> Vec<Finding> {
    let cluster = &deployment.cluster;
    if node::broker_count(cluster) < 2 {
        return Vec::new();
    }
    let missing = KEYS
        .iter()
        .filter(|(key, ..)| broker_setting::written(cluster, key).is_none());
    missing
        .map(|(key, without, value)| {
            let path = ModelPath::of(&["cluster", "config", key]);
            RULE.warning(path, format!("`{key}` is not written, so {without}"))
                .outcome(Outcome::FailsLater)
                .help(format!("write `{key}: {value}`"))
        })
        .collect()
}
