//! Warns of a load that is faster than the verification's own quota.
//!
//! # Why
//! A broker holds back who writes more than its quota, so the load would measure the quota and
//! not the cluster. All pods of a `load` are one user.
//!
//! # Example
//! `quotas: {producerRate: 100Ki}` and `performance: {rate: 1000}` on three brokers.
//!
//! # Instead
//! A higher `producerRate`, or a lower `rate`.
//!
//! # Source
//! Kafka: `producer_byte_rate` holds for each broker (KIP-13).

use crate::{
    derive::{node, verification},
    finding::{Finding, ModelPath, Outcome},
    model::{Deployment, quantity},
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new("verification/quota", include_str!("quota.rs"), check);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let Some(own) = &deployment.verification else {
        return Vec::new();
    };
    let Some(quota) = &own.quotas.producer_rate else {
        return Vec::new();
    };
    let brokers = node::broker_ids(&deployment.cluster).len().max(1) as u64;
    let most = quota.get().saturating_mul(brokers);
    let loads = verification::writings(own).filter(|load| load.bytes_a_second() > most);
    loads
        .map(|load| {
            let message = format!(
                "the load writes {} a second, and the verification may write {quota} a second to each of {brokers} brokers",
                quantity::spoken(load.bytes_a_second())
            );
            let path = ModelPath::of(&["verification", load.key, "rate"]);
            let finding = RULE.warning(path, message).outcome(Outcome::FailsLater);
            finding.help("raise `quotas.producerRate`, or lower the rate")
        })
        .collect()
}
