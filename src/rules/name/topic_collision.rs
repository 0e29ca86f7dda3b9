//! Refuses topics whose names differ only in `.` and `_`.
//!
//! # Why
//! Kafka names metrics after topics and writes both characters as `_` there, so it refuses the
//! second topic: "Topic 'pay_ments' collides with existing topic: pay.ments".
//!
//! # Example
//! `pay.ments` and `pay_ments`.
//!
//! # Instead
//! Keep to one of the two characters, or to `-`.
//!
//! # Source
//! Kafka: `Topic.hasCollision` and `InvalidTopicException`; tried on Kafka 4.3.1.

use std::collections::BTreeMap;

use crate::{
    finding::{Finding, ModelPath, Outcome},
    model::Deployment,
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new(
    "name/topic-collision",
    include_str!("topic_collision.rs"),
    check,
);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let mut first = BTreeMap::new();
    let mut findings = Vec::new();
    for name in deployment.topics.keys() {
        let Some(other) = first.insert(name.as_str().replace('.', "_"), name) else {
            continue;
        };
        let message = format!(
            "the topics `{other}` and `{name}` have the same name to Kafka's metrics, so it refuses the second one"
        );
        let path = ModelPath::of(&["topics", name.as_str()]);
        findings.push(
            RULE.error(path, message)
                .outcome(Outcome::Refused)
                .help("rename one of them"),
        );
    }
    findings
}
