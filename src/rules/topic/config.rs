//! Refuses a topic's setting that has a field of its own, and warns of one that Cruise Control
//! writes.
//!
//! # Why
//! Two places for one value can contradict each other. The throttles belong to Cruise Control
//! while it moves replicas; written by hand they stay, and slow replication down for good.
//!
//! # Example
//! `config: {retention.ms: 86400000}` or
//! `config: {leader.replication.throttled.replicas: "*"}`.
//!
//! # Instead
//! `retention: 1d`; leave throttles away.
//!
//! # Source
//! A decision of this tool; Strimzi: `BatchingTopicController` (`InvalidConfig`).

use crate::{
    finding::{Finding, ModelPath, Outcome},
    model::{Deployment, config::ConfigKey, name::TopicName},
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new("topic/config", include_str!("config.rs"), check);

/// Settings with the field that says them.
const FIELDS: [(&str, &str); 5] = [
    ("cleanup.policy", "cleanup"),
    ("max.message.bytes", "maxMessageSize"),
    ("min.insync.replicas", "minInsyncReplicas"),
    ("retention.bytes", "retentionSize"),
    ("retention.ms", "retention"),
];

fn check(deployment: &Deployment) -> Vec<Finding> {
    let topics = deployment.topics.iter();
    let settings = topics.flat_map(|(name, topic)| topic.config.keys().map(move |key| (name, key)));
    settings
        .filter_map(|(name, key)| judge(name, key))
        .collect()
}

fn judge(name: &TopicName, key: &ConfigKey) -> Option<Finding> {
    let path = ModelPath::of(&["topics", name.as_str(), "config", key.as_str()]);
    if let Some((_, field)) = FIELDS.iter().find(|(known, _)| *known == key.as_str()) {
        let message = format!("`{key}` has a field of its own: `{field}`");
        return Some(
            RULE.error(path, message)
                .help(format!("write `{field}` beside `config`")),
        );
    }
    key.as_str().ends_with(".replication.throttled.replicas").then(|| {
        let message = format!("`{key}` belongs to Cruise Control, and slows replication down as long as it stands here");
        RULE.warning(path, message).outcome(Outcome::Ignored).help("take it away")
    })
}
