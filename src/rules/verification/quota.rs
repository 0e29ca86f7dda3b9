//! Warns of a load that is faster than the verification's own quota.
//!
//! # Why
//! A broker holds back who writes more than its quota, so the load would measure the quota and
//! not the cluster.
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
    derive::node,
    finding::{Finding, ModelPath, Outcome},
    model::{Deployment, quantity},
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new("verification/quota", include_str!("quota.rs"), check);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let Some(verification) = &deployment.verification else {
        return Vec::new();
    };
    let quota = verification.quotas.producer_rate.as_ref();
    let (Some(load), Some(quota)) = (&verification.performance, quota) else {
        return Vec::new();
    };
    let brokers = node::broker_ids(&deployment.cluster).len().max(1) as u64;
    let a_second = u64::from(load.rate.get()).saturating_mul(load.record_size.get());
    if a_second <= quota.get().saturating_mul(brokers) {
        return Vec::new();
    }
    let message = format!(
        "the load writes {} a second, and the verification may write {quota} a second to each of {brokers} brokers",
        quantity::spoken(a_second)
    );
    let path = ModelPath::of(&["verification", "performance", "rate"]);
    let finding = RULE.warning(path, message).outcome(Outcome::FailsLater);
    vec![finding.help("raise `quotas.producerRate`, or lower the rate")]
}
