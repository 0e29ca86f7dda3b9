//! Refuses internal topics whose default replication factor asks for more brokers than there are,
//! and warns of those with a single copy where there could be more.
//!
//! # Why
//! Kafka makes three copies of the topics for offsets and transactions unless it is told
//! otherwise. With fewer brokers it can't make the topics: no consumer group ever gets its
//! coordinator, and no transaction begins. The operator checks only what is written. With a single
//! copy the consumer groups and transactions of a partition stop with its broker, and what groups
//! have read is lost with its disk.
//!
//! # Example
//! One broker and no `offsets.topic.replication.factor`, or `offsets.topic.replication.factor: 1`
//! with three.
//!
//! # Instead
//! Write `offsets.topic.replication.factor`, `transaction.state.log.replication.factor` and, before
//! Kafka 3.7, `transaction.state.log.min.isr` with numbers that fit.
//!
//! # Source
//! Kafka: defaults of the broker configuration, `GroupCoordinator`, `TransactionCoordinator`; Strimzi: `KafkaCluster` checks present keys only.

use crate::{
    derive::{node, version},
    finding::{Finding, ModelPath, Outcome},
    model::Deployment,
    rules::{broker_setting, enumeration::count, rule::Rule},
};

pub(super) const RULE: Rule = Rule::new(
    "broker-config/internal-topics",
    include_str!("internal_topics.rs"),
    check,
);

/// How many copies must have what a transaction writes; from some version on never more than there
/// are.
const IN_SYNC: &str = "transaction.state.log.min.isr";

/// Settings with Kafka's default.
const DEFAULTS: [(&str, u32); 3] = [
    ("offsets.topic.replication.factor", 3),
    ("transaction.state.log.replication.factor", 3),
    (IN_SYNC, 2),
];

fn check(deployment: &Deployment) -> Vec<Finding> {
    let brokers = node::broker_count(&deployment.cluster);
    // A cluster without brokers is the business of `node-pool/none`.
    if brokers == 0 {
        return Vec::new();
    }
    let at_most_all = version::kafka(deployment).wants_at_most_all_replicas_in_sync();
    let missing = DEFAULTS.iter().filter(|(key, default)| {
        *default > brokers
            && !(at_most_all && *key == IN_SYNC)
            && broker_setting::written(&deployment.cluster, key).is_none()
    });
    let missing = missing.map(|(key, default)| {
        let message = format!(
            "`{key}` is not written and Kafka takes {default}, but the cluster has {}",
            count(brokers, "broker")
        );
        RULE.error(ModelPath::of(&["cluster", "config", key]), message)
            .outcome(Outcome::FailsLater)
            .help(format!("write `{key}: {brokers}`"))
    });
    let single = DEFAULTS.iter().filter(|(key, _)| *key != IN_SYNC);
    let single = single.filter_map(|(key, _)| single_copy(deployment, key, brokers));
    missing.chain(single).collect()
}

fn single_copy(deployment: &Deployment, key: &str, brokers: u32) -> Option<Finding> {
    let setting = broker_setting::written(&deployment.cluster, key)?;
    if brokers == 1 || setting.value.as_str() != "1" {
        return None;
    }
    let what = if key.starts_with("offsets.") {
        "what consumer groups have read"
    } else {
        "the state of transactions"
    };
    let message = format!(
        "`{key}` is 1: {what} has a single copy, which is away with its broker and lost with its disk"
    );
    let finding = RULE.warning(setting.path, message);
    let finding = finding.outcome(Outcome::FailsLater);
    Some(finding.help(format!(
        "write `{key}: {}`; topics that exist keep their copies until they are reassigned",
        brokers.min(3)
    )))
}
