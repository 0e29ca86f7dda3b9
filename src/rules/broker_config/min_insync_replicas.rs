//! Refuses `min.insync.replicas` above the number of copies, and warns where it is equal.
//!
//! # Why
//! Above, a producer that waits for all copies can never write. Equal, no broker may be away:
//! every restart, and so every upgrade, stops such producers. The operator checks neither.
//!
//! # Example
//! `default.replication.factor: 3` with `min.insync.replicas: 3`.
//!
//! # Instead
//! One less than the number of copies: 2 of 3.
//!
//! # Source
//! Strimzi: `KafkaAvailability`; tried on 1.2.0: 5 of 3 is accepted. Kafka: `min.insync.replicas`.

use crate::{
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
    let pairs = PAIRS.iter().filter_map(|(wanted, copies, default)| {
        let wanted = broker_setting::written(cluster, wanted)?;
        let number = default.or_else(|| broker_setting::written(cluster, copies).map(|_| 1))?;
        judge(
            wanted,
            copies,
            broker_setting::number(cluster, copies, number),
        )
    });
    pairs.collect()
}

fn judge(wanted: Setting<'_>, copies: &str, number: i64) -> Option<Finding> {
    let key = wanted.key;
    let least: i64 = wanted.value.as_str().parse().ok()?;
    let finding = if least > number {
        let message = format!(
            "`{key}` is {least}, and `{copies}` makes only {number}: nothing can be written with acks=all"
        );
        RULE.error(wanted.path, message)
    } else if least == number && number > 1 {
        let message = format!(
            "`{key}` is {least}, as many as `{copies}` makes: while any broker restarts nothing can be written with acks=all"
        );
        RULE.warning(wanted.path, message)
    } else {
        return None;
    };
    Some(finding.outcome(Outcome::FailsLater).help(format!(
        "write `{key}: {}`",
        number.saturating_sub(1).max(1)
    )))
}
