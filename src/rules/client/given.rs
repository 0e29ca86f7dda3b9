//! Warns of names in a client profile that each application has of its own.
//!
//! # Why
//! A profile is for many applications. With one `group.id` they share the records of a topic
//! among them, or are refused, because each may read with its own consumer group alone. With one
//! `transactional.id` Kafka lets only the producer write that began last: each pod throws the
//! others out.
//!
//! # Example
//! `clientProfiles: {seed: {consumer: {group.id: analytics}}}`.
//!
//! # Instead
//! `applications.<name>.consumerGroup` and `applications.<name>.transactionalIds`; each pod finds
//! them in `KAFKA_CONSUMER_GROUP` and `KAFKA_TRANSACTIONAL_ID_PREFIX`.
//!
//! # Source
//! Kafka: `GroupAuthorizationException`, `ProducerFencedException`; the access control lists that
//! `render` writes.

use super::usage::{self, Side, Usage, consumes, produces};
use crate::{
    derive::grant,
    finding::{Finding, Outcome},
    model::Deployment,
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new("client/given", include_str!("given.rs"), check);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let usages = usage::all(deployment);
    let groups = usages.iter().filter_map(group);
    groups
        .chain(usages.iter().filter_map(transactional_id))
        .collect()
}

fn group(usage: &Usage<'_>) -> Option<Finding> {
    let key = "group.id";
    let written = usage.value(Side::Consumer, key)?;
    let usage = usage.only(consumes)?;
    let mut named = usage.named();
    let fits = named.all(|(name, application)| {
        let group = grant::consumer_group(name, application);
        group.is_some_and(|group| group.as_str() == written)
    });
    if fits {
        return None;
    }
    let message = format!(
        "`{key}` is `{written}` for {}, and each may read with its own consumer group alone",
        usage.names()
    );
    let finding = RULE.warning(usage.path(Side::Consumer, key), message);
    let finding = finding.outcome(Outcome::FailsLater);
    Some(finding.help("take it away; `consumerGroup` of an application names its group"))
}

fn transactional_id(usage: &Usage<'_>) -> Option<Finding> {
    let key = "transactional.id";
    usage.value(Side::Producer, key)?;
    let usage = usage.only(produces)?;
    let message = format!(
        "every pod of {} has the same `{key}`, and Kafka lets only the one write that began last",
        usage.names()
    );
    let finding = RULE.warning(usage.path(Side::Producer, key), message);
    let finding = finding.outcome(Outcome::FailsLater);
    Some(finding.help(
        "take it away; each pod makes its own from `KAFKA_TRANSACTIONAL_ID_PREFIX` and its name",
    ))
}
