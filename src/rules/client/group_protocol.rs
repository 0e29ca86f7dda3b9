//! Refuses the new protocol of consumer groups where the brokers do not speak it.
//!
//! # Why
//! A consumer with `group.protocol: consumer` asks the brokers to spread the partitions. Where
//! they do not speak that protocol, its first `poll` ends with an `UnsupportedVersionException`.
//!
//! # Example
//! `consumer: {group.protocol: consumer}` with Kafka 3.9 and nothing in `cluster.config`.
//!
//! # Instead
//! Kafka 4.0, which speaks it unless `group.coordinator.rebalance.protocols` says otherwise;
//! until then leave `group.protocol` out.
//!
//! # Source
//! Kafka: `group.coordinator.rebalance.protocols`, whose default is `classic` before 4.0; KIP-848.

use super::usage::{self, Side, Usage, consumes};
use crate::{
    catalog::kafka_config,
    derive::version,
    finding::{Finding, Outcome},
    model::Deployment,
    rules::{broker_setting, rule::Rule},
};

pub(super) const RULE: Rule = Rule::new(
    "client/group-protocol",
    include_str!("group_protocol.rs"),
    check,
);

const BROKERS: &str = "group.coordinator.rebalance.protocols";

fn check(deployment: &Deployment) -> Vec<Finding> {
    let kafka = version::kafka(deployment);
    let Some(known) = kafka_config::broker(kafka) else {
        return Vec::new();
    };
    let written = broker_setting::written(&deployment.cluster, BROKERS);
    let default = known.get(BROKERS).and_then(|it| it.default.as_deref());
    let spoken = written.as_ref().map(|setting| setting.value.as_str());
    let spoken = spoken.or(default).unwrap_or_default();
    // Before the setting there was a switch for trials of the protocol.
    let tried = broker_setting::written(&deployment.cluster, "group.coordinator.new.enable");
    if tried.is_some()
        || spoken
            .split(',')
            .any(|name| name.trim().eq_ignore_ascii_case("consumer"))
    {
        return Vec::new();
    }
    let usages = usage::all(deployment);
    let usages = usages.iter().filter_map(|usage| usage.only(consumes));
    usages
        .filter_map(|usage| judge(&usage, &kafka.to_string()))
        .collect()
}

fn judge(usage: &Usage<'_>, kafka: &str) -> Option<Finding> {
    let key = "group.protocol";
    let value = usage.value(Side::Consumer, key)?;
    if !value.trim().eq_ignore_ascii_case("consumer") {
        return None;
    }
    let message = format!(
        "`{key}: {value}` is not spoken by these brokers of Kafka {kafka} (for {})",
        usage.names()
    );
    let finding = RULE.error(usage.path(Side::Consumer, key), message);
    let finding = finding.outcome(Outcome::FailsLater);
    Some(finding.help(format!(
        "take `{key}` away, or have Kafka 4.0 or newer with `consumer` in `{BROKERS}`"
    )))
}
