//! Warns of a consumer group that two applications use.
//!
//! # Why
//! Members of a group share its partitions: each application gets a part of the records, and
//! neither gets all of them. With different topics, each restart of one stops the other too.
//!
//! # Example
//! `consumerGroup: analytics` in two applications.
//!
//! # Instead
//! A group of its own, which is what an application gets that says nothing.
//!
//! # Source
//! Kafka: `KafkaConsumer`, "Consumer groups and topic subscriptions".

use std::collections::BTreeMap;

use crate::{
    derive::grant,
    finding::{Finding, ModelPath, Outcome},
    model::Deployment,
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new(
    "client/shared-group",
    include_str!("shared_group.rs"),
    check,
);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let mut first = BTreeMap::new();
    let mut findings = Vec::new();
    for (name, application) in &deployment.applications {
        let Some(group) = grant::consumer_group(name, application) else {
            continue;
        };
        let Some(other) = first.get(&group) else {
            first.insert(group, name);
            continue;
        };
        let path = ModelPath::of(&["applications", name.as_str(), "consumerGroup"]);
        let message = format!(
            "the applications `{other}` and `{name}` share the consumer group `{group}`, so each gets a part of the records"
        );
        let finding = RULE.warning(path, message).outcome(Outcome::FailsLater);
        findings.push(finding.help("give each a group of its own"));
    }
    findings
}
