//! Refuses a topic that Kafka, Strimzi or Cruise Control makes for itself.
//!
//! # Why
//! The topic operator takes it under management without a word, with your settings in place of
//! those that its owner needs; deleting the resource deletes the topic, and with
//! `__consumer_offsets` the position of every consumer.
//!
//! # Example
//! A topic named `__consumer_offsets`.
//!
//! # Instead
//! Leave it to its owner; the brokers' settings (`offsets.topic.…`) say what it is like.
//!
//! # Source
//! Kafka: `Topic.isInternal`; tried on 1.2.0: Ready, no warning. Strimzi: Cruise Control's topics.

use crate::{
    finding::{Finding, ModelPath, Outcome},
    model::Deployment,
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new(
    "name/internal-topic",
    include_str!("internal_topic.rs"),
    check,
);

const INTERNAL: [(&str, &str); 8] = [
    ("__CruiseControlMetrics", "Cruise Control"),
    ("__cluster_metadata", "Kafka"),
    ("__consumer_offsets", "Kafka"),
    ("__remote_log_metadata", "Kafka"),
    ("__share_group_state", "Kafka"),
    ("__transaction_state", "Kafka"),
    ("strimzi.cruisecontrol.", "Strimzi"),
    ("__strimzi", "Strimzi"),
];

fn check(deployment: &Deployment) -> Vec<Finding> {
    let topics = deployment.topics.keys();
    let internal = topics.filter_map(|name| Some((name, owner(name.as_str())?)));
    internal
        .map(|(name, owner)| {
            let path = ModelPath::of(&["topics", name.as_str()]);
            RULE.error(
                path,
                format!("`{name}` is a topic that {owner} makes for itself"),
            )
            .outcome(Outcome::Ignored)
            .help("take it away, or rename it")
        })
        .collect()
}

fn owner(name: &str) -> Option<&'static str> {
    let known = INTERNAL.iter().find(|(internal, owner)| match *owner {
        "Strimzi" => name.starts_with(internal),
        _ => name == *internal,
    });
    known.map(|(_, owner)| *owner)
}
