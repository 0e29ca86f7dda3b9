//! Refuses Cruise Control where the brokers can't carry it.
//!
//! # Why
//! Cruise Control needs at least two brokers, and its metrics topic no more copies than there
//! are brokers. The operator stops otherwise.
//!
//! # Example
//! `cruiseControl: {}` with one broker.
//!
//! # Instead
//! Run two brokers or more, or leave Cruise Control away.
//!
//! # Source
//! Strimzi: `CruiseControlMetricsReporter`.

use crate::{
    derive::node,
    finding::{Finding, ModelPath, Outcome},
    model::{Deployment, cluster::Cluster},
    rules::{broker_setting, rule::Rule},
};

pub(super) const RULE: Rule = Rule::new(
    "broker-config/cruise-control",
    include_str!("cruise_control.rs"),
    check,
);

const REPLICAS: &str = "cruise.control.metrics.topic.replication.factor";
const MIN_INSYNC: &str = "cruise.control.metrics.topic.min.insync.replicas";

fn check(deployment: &Deployment) -> Vec<Finding> {
    let cluster = &deployment.cluster;
    if cluster.cruise_control.is_none() {
        return Vec::new();
    }
    let brokers = i64::from(node::broker_count(cluster));
    let alone = (brokers < 2).then(|| {
        let path = ModelPath::of(&["cluster", "cruiseControl"]);
        RULE.error(
            path,
            "Cruise Control needs at least two brokers, and there are fewer",
        )
        .outcome(Outcome::Refused)
        .help("add brokers, or leave Cruise Control away")
    });
    let copies = broker_setting::number(cluster, REPLICAS, brokers);
    alone
        .into_iter()
        .chain(above(cluster, REPLICAS, brokers, "the brokers"))
        .chain(above(
            cluster,
            MIN_INSYNC,
            copies,
            "the copies of its topic",
        ))
        .collect()
}

fn above(cluster: &Cluster, key: &str, most: i64, what: &str) -> Option<Finding> {
    let setting = broker_setting::written(cluster, key)?;
    let message = match setting.value.as_str().parse::<i64>() {
        Ok(number) if number <= most => return None,
        Ok(number) => format!("`{key}` is {number}, more than {what} ({most})"),
        Err(_) => format!("`{key}` is `{}`, which is no whole number", setting.value),
    };
    let finding = RULE.error(setting.path, message).outcome(Outcome::Refused);
    Some(finding.help(format!("write at most {most}")))
}
