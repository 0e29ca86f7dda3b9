//! Refuses a topic that asks for more copies in sync than it has, and warns where it asks for all
//! of them.
//!
//! # Why
//! Above the number of copies, a producer that waits for all of them (`acks=all`) can never
//! write. Equal to it, no broker may be away: every restart, and so every upgrade, stops such
//! producers. The operators accept both without a word.
//!
//! # Example
//! `replicas: 3` with `minInsyncReplicas: 3`, or `replicas: 1` where the cluster's
//! `min.insync.replicas` is 2.
//!
//! # Instead
//! One less than the copies: `minInsyncReplicas: 2` of 3.
//!
//! # Source
//! Kafka: `min.insync.replicas`; tried on 1.2.0: 5 of 3, and 1 copy under a cluster's 2, are
//! accepted.

use crate::{
    finding::{Finding, ModelPath, Outcome},
    model::{Deployment, name::TopicName, topic::Topic},
    rules::{broker_setting, rule::Rule},
};

pub(super) const RULE: Rule = Rule::new(
    "topic/min-insync-replicas",
    include_str!("min_insync_replicas.rs"),
    check,
);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let topics = deployment.topics.iter();
    topics
        .filter_map(|(name, topic)| judge(deployment, name, topic))
        .collect()
}

fn judge(deployment: &Deployment, name: &TopicName, topic: &Topic) -> Option<Finding> {
    let copies = broker_setting::replicas(&deployment.cluster, topic);
    let wanted = broker_setting::min_insync_replicas(&deployment.cluster, topic);
    let whose = match topic.min_insync_replicas {
        Some(_) => "",
        None => " (the cluster's `min.insync.replicas`)",
    };
    let path = ModelPath::of(&["topics", name.as_str(), "minInsyncReplicas"]);
    let finding = if wanted > copies {
        let message = format!(
            "the topic `{name}` wants {wanted} copies in sync{whose} and has {copies}: nothing can be written with acks=all"
        );
        RULE.error(path, message)
    } else if wanted == copies && copies > 1 {
        let message = format!(
            "the topic `{name}` wants all of its {copies} copies in sync{whose}: while a broker restarts nothing can be written with acks=all"
        );
        RULE.warning(path, message)
    } else {
        return None;
    };
    let fitting = copies.saturating_sub(1).max(1);
    Some(
        finding
            .outcome(Outcome::FailsLater)
            .help(format!("write `minInsyncReplicas: {fitting}`")),
    )
}
