//! Refuses settings with which an idempotent producer does not start.
//!
//! # Why
//! `enable.idempotence: true` needs `acks: all`, at least one retry and at most five requests in
//! flight. A producer that was told otherwise ends with a `ConfigException`.
//!
//! # Example
//! `producer: {acks: 1, enable.idempotence: true}`.
//!
//! # Instead
//! `acks: all`; or `enable.idempotence: false`, where lost and repeated records do no harm.
//!
//! # Source
//! Kafka: `ProducerConfig.postProcessAndValidateIdempotenceConfigs`, KIP-679.

use super::usage::{self, Side, Usage, produces};
use crate::{
    finding::{Finding, Outcome},
    model::Deployment,
    rules::rule::Rule,
};

pub(super) const RULE: Rule =
    Rule::new("client/idempotence", include_str!("idempotence.rs"), check);

const IN_FLIGHT: &str = "max.in.flight.requests.per.connection";

fn check(deployment: &Deployment) -> Vec<Finding> {
    let usages = usage::all(deployment);
    let producers = usages.iter().filter_map(|usage| usage.only(produces));
    let idempotent =
        producers.filter(|usage| usage.value(Side::Producer, "enable.idempotence") == Some("true"));
    idempotent.flat_map(|usage| judge(&usage)).collect()
}

fn judge(usage: &Usage<'_>) -> Vec<Finding> {
    let acks = usage.value(Side::Producer, "acks").unwrap_or("all");
    let wrong = [
        (!matches!(acks, "all" | "-1"), "acks", "write `acks: all`"),
        (
            usage.number(Side::Producer, "retries", 1) == 0,
            "retries",
            "leave `retries` out",
        ),
        (
            usage.number(Side::Producer, IN_FLIGHT, 5) > 5,
            IN_FLIGHT,
            "write at most 5",
        ),
    ];
    let wrong = wrong.into_iter().filter(|(wrong, ..)| *wrong);
    wrong
        .map(|(_, key, help)| {
            let value = usage.value(Side::Producer, key).unwrap_or_default();
            let message = format!(
                "an idempotent producer does not start with `{key}: {value}` ({})",
                usage.names()
            );
            RULE.error(usage.path(Side::Producer, key), message)
                .outcome(Outcome::FailsLater)
                .help(help)
        })
        .collect()
}
