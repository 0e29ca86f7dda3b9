//! Warns of a quota that lets nothing through.
//!
//! # Why
//! With no share of the brokers' threads every request of the user waits as long as the brokers
//! make it wait.
//!
//! # Example
//! `quotas: {requestPercent: 0}`.
//!
//! # Instead
//! Leave the quota out, or write what the user may take.
//!
//! # Source
//! Kafka: `request_percentage`; Strimzi: `KafkaUserQuotas` allows 0.

use crate::{
    finding::{Finding, ModelPath, Outcome},
    model::{Deployment, quota::Quotas},
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new("user/quota", include_str!("quota.rs"), check);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let applications = deployment
        .applications
        .iter()
        .map(|(name, application)| ("applications", name.as_str(), &application.quotas));
    let users = deployment
        .users
        .iter()
        .map(|(name, user)| ("users", name.as_str(), &user.quotas));
    let starved = applications
        .chain(users)
        .filter(|(_, _, quotas)| is_zero(quotas));
    starved
        .map(|(field, name, _)| {
            let path = ModelPath::of(&[field, name, "quotas", "requestPercent"]);
            RULE.warning(
                path,
                format!("`{name}` may take no part of the brokers' threads"),
            )
            .outcome(Outcome::FailsLater)
            .help("write what it may take, or leave it out")
        })
        .collect()
}

fn is_zero(quotas: &Quotas) -> bool {
    quotas
        .request_percent
        .is_some_and(|percent| percent.get() == 0)
}
