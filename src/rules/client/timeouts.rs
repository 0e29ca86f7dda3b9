//! Refuses timeouts of clients that can't work together.
//!
//! # Why
//! A client checks some of them itself and does not start; the brokers refuse a session or a
//! transaction that is longer than they allow.
//!
//! # Example
//! `consumer: {session.timeout.ms: 3000}` with the default `heartbeat.interval.ms: 3000`, or
//! `producer: {delivery.timeout.ms: 10000}` with the default `request.timeout.ms: 30000`.
//!
//! # Instead
//! Keep each order that the message names. The brokers' limits are
//! `group.min.session.timeout.ms`, `group.max.session.timeout.ms` and
//! `transaction.max.timeout.ms`.
//!
//! # Source
//! Kafka: `KafkaProducer.configureDeliveryTimeout`, `AbstractCoordinator`,
//! `GroupCoordinator.joinGroup`, `TransactionCoordinator.handleInitProducerId`.

use super::usage::{self, Side, Usage, consumes, is_exactly_once, produces};
use crate::{
    finding::{Finding, Outcome},
    model::{Deployment, cluster::Cluster},
    rules::{broker_setting, rule::Rule},
};

pub(super) const RULE: Rule = Rule::new("client/timeouts", include_str!("timeouts.rs"), check);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let cluster = &deployment.cluster;
    let usages = usage::all(deployment);
    let producers = usages.iter().filter_map(|usage| usage.only(produces));
    let consumers = usages.iter().filter_map(|usage| usage.only(consumes));
    let exact = usages
        .iter()
        .filter_map(|usage| usage.only(is_exactly_once));
    producers
        .filter_map(|usage| delivery(&usage))
        .chain(consumers.flat_map(|usage| session(cluster, &usage)))
        .chain(exact.filter_map(|usage| transaction(cluster, &usage)))
        .collect()
}

/// A delivery that ends before its first request may fail; unwritten, the client stretches it.
fn delivery(usage: &Usage<'_>) -> Option<Finding> {
    let key = "delivery.timeout.ms";
    let delivery: i64 = usage.value(Side::Producer, key)?.parse().ok()?;
    let request = usage.number(Side::Producer, "request.timeout.ms", 30_000);
    let least = usage
        .number(Side::Producer, "linger.ms", 0)
        .saturating_add(request);
    (delivery < least).then(|| {
        let message = format!("`{key}` is {delivery}, less than `linger.ms` and `request.timeout.ms` together ({least}): the producer does not start");
        finding(usage, Side::Producer, key, &message, least)
    })
}

fn session(cluster: &Cluster, usage: &Usage<'_>) -> Vec<Finding> {
    let key = "session.timeout.ms";
    let session = usage.number(Side::Consumer, key, 45_000);
    let heartbeat = usage.number(Side::Consumer, "heartbeat.interval.ms", 3_000);
    let least = broker_setting::number(cluster, "group.min.session.timeout.ms", 6_000);
    let most = broker_setting::number(cluster, "group.max.session.timeout.ms", 1_800_000);
    let mut findings = Vec::new();
    if heartbeat >= session {
        let message = format!(
            "`heartbeat.interval.ms` is {heartbeat}, not less than `{key}` ({session}): the consumer does not start"
        );
        findings.push(finding(
            usage,
            Side::Consumer,
            "heartbeat.interval.ms",
            &message,
            session / 3,
        ));
    }
    if !(least..=most).contains(&session) {
        let message = format!("`{key}` is {session}, and the brokers take {least} to {most}");
        findings.push(finding(
            usage,
            Side::Consumer,
            key,
            &message,
            session.clamp(least, most.max(least)),
        ));
    }
    findings
}

fn transaction(cluster: &Cluster, usage: &Usage<'_>) -> Option<Finding> {
    let key = "transaction.timeout.ms";
    let timeout = usage.number(Side::Producer, key, 60_000);
    let most = broker_setting::number(cluster, "transaction.max.timeout.ms", 900_000);
    (timeout > most).then(|| {
        let message = format!("`{key}` is {timeout}, and the brokers take at most {most}");
        finding(usage, Side::Producer, key, &message, most)
    })
}

fn finding(usage: &Usage<'_>, side: Side, key: &str, message: &str, fitting: i64) -> Finding {
    RULE.error(
        usage.path(side, key),
        format!("{message} (for {})", usage.names()),
    )
    .outcome(Outcome::FailsLater)
    .help(format!("write `{key}: {fitting}`, or change the other one"))
}
