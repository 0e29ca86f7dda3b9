//! Warns of personal data that is kept for ever, and of dead letters that are not marked.
//!
//! # Why
//! Personal data must go when nobody needs it any more. A compacted topic keeps each person's
//! last record, and a topic of dead letters takes whatever its sources hold: unmarked, its
//! records are shown in tools for people.
//!
//! # Example
//! `personalData: true` with `cleanup: compact`, or a `deadLetters` topic without it while the
//! application consumes such a topic.
//!
//! # Instead
//! `cleanup: delete` or `cleanup: compact,delete`, and `personalData: true` on the topic of dead
//! letters.
//!
//! # Source
//! GDPR, article 5 (1) e; a decision of this tool.

use std::collections::BTreeMap;

use crate::{
    finding::{Finding, ModelPath},
    model::{Deployment, name::TopicName, topic::Cleanup},
    rules::{broker_setting, rule::Rule},
};

pub(super) const RULE: Rule = Rule::new(
    "topic/personal-data",
    include_str!("personal_data.rs"),
    check,
);

fn check(deployment: &Deployment) -> Vec<Finding> {
    kept(deployment).chain(unmarked(deployment)).collect()
}

fn kept(deployment: &Deployment) -> impl Iterator<Item = Finding> {
    let personal = deployment
        .topics
        .iter()
        .filter(|(_, topic)| topic.personal_data);
    personal
        .filter(|(_, topic)| {
            let compacted = topic.cleanup == Cleanup::Compact;
            compacted || broker_setting::retention(&deployment.cluster, topic).is_none()
        })
        .map(|(name, _)| {
            let path = ModelPath::of(&["topics", name.as_str(), "cleanup"]);
            RULE.warning(
                path,
                format!("the topic `{name}` holds personal data and keeps it for ever"),
            )
            .help("write `cleanup: compact,delete` or `cleanup: delete`, and a `retention`")
        })
}

/// Returns a finding for each topic of dead letters that takes personal data without saying so.
fn unmarked(deployment: &Deployment) -> impl Iterator<Item = Finding> {
    let personal = |name: &TopicName| {
        deployment
            .topics
            .get(name)
            .is_some_and(|topic| topic.personal_data)
    };
    let mut takes = BTreeMap::new();
    for application in deployment.applications.values() {
        let source = application.consumes.keys().find(|topic| personal(topic));
        if let (Some(letters), Some(source)) = (&application.dead_letters, source)
            && deployment.topics.contains_key(letters)
            && !personal(letters)
        {
            takes.entry(letters).or_insert(source);
        }
    }
    takes.into_iter().map(|(letters, source)| {
        let path = ModelPath::of(&["topics", letters.as_str(), "personalData"]);
        let message = format!("the topic `{letters}` takes dead letters of `{source}`, which holds personal data, and does not say so");
        RULE.warning(path, message).help("write `personalData: true`")
    })
}
