//! Refuses replication settings that ask for more brokers than there are.
//!
//! # Why
//! The operator compares four settings with the number of brokers, and does nothing to the
//! cluster while one of them is larger.
//!
//! # Example
//! `offsets.topic.replication.factor: 3` with one broker.
//!
//! # Instead
//! A number up to that of the brokers; three for a cluster that people depend on.
//!
//! # Source
//! Strimzi: `KafkaCluster.validateIntConfigProperty`.

use crate::{
    derive::node,
    finding::{Finding, Outcome},
    model::Deployment,
    rules::{
        broker_setting::{self, Setting},
        enumeration::count,
        rule::Rule,
    },
};

pub(super) const RULE: Rule = Rule::new(
    "broker-config/replication",
    include_str!("replication.rs"),
    check,
);

const KEYS: [&str; 4] = [
    "default.replication.factor",
    "offsets.topic.replication.factor",
    "transaction.state.log.replication.factor",
    "transaction.state.log.min.isr",
];

fn check(deployment: &Deployment) -> Vec<Finding> {
    let brokers = node::broker_count(&deployment.cluster);
    // A cluster without brokers is the business of `node-pool/none`.
    if brokers == 0 {
        return Vec::new();
    }
    let settings = KEYS
        .iter()
        .filter_map(|key| broker_setting::written(&deployment.cluster, key));
    settings
        .filter_map(|setting| judge(setting, brokers))
        .collect()
}

fn judge(setting: Setting<'_>, brokers: u32) -> Option<Finding> {
    // What is no number is the business of `broker-config/value`.
    let number: i64 = setting.value.as_str().parse().ok()?;
    if number <= i64::from(brokers) {
        return None;
    }
    let message = format!(
        "`{}` is {number}, and the cluster has {}",
        setting.key,
        count(brokers, "broker")
    );
    let finding = RULE.error(setting.path, message).outcome(Outcome::Refused);
    Some(finding.help(format!("write at most {brokers}, or add brokers")))
}
