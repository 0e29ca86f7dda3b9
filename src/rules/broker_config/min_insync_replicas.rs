//! Refuses `min.insync.replicas` above the number of copies, and warns where it is equal.
//!
//! # Why
//! Equal, no broker may be away: every restart, and so every upgrade, stops producers that wait for
//! all copies. Above, such a producer can never write with Kafka before 3.7, and later Kafka takes
//! the number of copies instead. The operator checks neither.
//!
//! # Example
//! `default.replication.factor: 3` with `min.insync.replicas: 3`.
//!
//! # Instead
//! One less than the number of copies: 2 of 3.
//!
//! # Source
//! Strimzi: `KafkaAvailability`; tried on 1.2.0: 5 of 3 is accepted. Kafka: `min.insync.replicas`,
//! `Partition.effectiveMinIsr` from 3.7 on.

use crate::{
    derive::version,
    finding::{Finding, Outcome},
    model::Deployment,
    rules::{
        broker_setting::{self, Setting},
        rule::Rule,
    },
};

pub(super) const RULE: Rule = Rule::new(
    "broker-config/min-insync-replicas",
    include_str!("min_insync_replicas.rs"),
    check,
);

/// Pairs of settings: how many copies must have a record, how many there are, and its default;
/// where `default.replication.factor` is not written, `broker-config/durability` speaks.
const PAIRS: [(&str, &str, Option<i64>); 2] = [
    ("min.insync.replicas", "default.replication.factor", None),
    (
        "transaction.state.log.min.isr",
        "transaction.state.log.replication.factor",
        Some(3),
    ),
];

fn check(deployment: &Deployment) -> Vec<Finding> {
    let cluster = &deployment.cluster;
    let at_most_all = version::kafka(deployment).wants_at_most_all_replicas_in_sync();
    let pairs = PAIRS.iter().filter_map(|(wanted, copies, default)| {
        let wanted = broker_setting::written(cluster, wanted)?;
        let number = default.or_else(|| broker_setting::written(cluster, copies).map(|_| 1))?;
        let number = broker_setting::number(cluster, copies, number);
        judge(wanted, copies, number, at_most_all)
    });
    pairs.collect()
}

fn judge(wanted: Setting<'_>, copies: &str, number: i64, at_most_all: bool) -> Option<Finding> {
    let key = wanted.key;
    let least: i64 = wanted.value.as_str().parse().ok()?;
    let makes = format!("`{key}` is {least}, and `{copies}` makes only {number}");
    let finding = if least > number && !at_most_all {
        let message = format!("{makes}: nothing can be written with acks=all");
        RULE.error(wanted.path, message)
    } else if least >= number && number > 1 {
        let makes = if least > number {
            makes
        } else {
            format!("`{key}` is {least}, as many as `{copies}` makes")
        };
        let message =
            format!("{makes}: while any broker restarts nothing can be written with acks=all");
        RULE.warning(wanted.path, message)
    } else {
        return None;
    };
    Some(finding.outcome(Outcome::FailsLater).help(format!(
        "write `{key}: {}`",
        number.saturating_sub(1).max(1)
    )))
}
