//! Refuses a topic that asks for more copies in sync than it has, and warns where it asks for all
//! of them.
//!
//! # Why
//! Equal to the number of copies, no broker may be away: every restart, and so every upgrade, stops
//! producers that wait for all copies (`acks=all`). Above it, Kafka before 3.7 lets such a producer
//! never write, and later Kafka takes the number of copies instead. The operators accept all of it
//! without a word.
//!
//! # Example
//! `replicas: 3` with `minInsyncReplicas: 3`, or `replicas: 1` where the cluster's
//! `min.insync.replicas` is 2.
//!
//! # Instead
//! One less than the copies: `minInsyncReplicas: 2` of 3.
//!
//! # Source
//! Kafka: `min.insync.replicas`, `Partition.effectiveMinIsr` from 3.7 on; tried on Strimzi 1.2.0:
//! 5 of 3, and 1 copy under a cluster's 2, are accepted.

use crate::{
    derive::version,
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
    let at_most_all = version::kafka(deployment).wants_at_most_all_replicas_in_sync();
    let finding = if wanted > copies && !at_most_all {
        let message = format!(
            "the topic `{name}` wants {wanted} copies in sync{whose} and has {copies}: nothing can be written with acks=all"
        );
        RULE.error(path, message)
    } else if wanted >= copies && copies > 1 {
        let all = if wanted > copies {
            format!("{wanted} copies in sync{whose} and has {copies}")
        } else {
            format!("all of its {copies} copies in sync{whose}")
        };
        let message = format!(
            "the topic `{name}` wants {all}: while a broker restarts nothing can be written with acks=all"
        );
        RULE.warning(path, message)
    } else if wanted > copies && topic.min_insync_replicas.is_some() {
        let message = format!(
            "the topic `{name}` wants {wanted} copies in sync and has {copies}: Kafka takes {copies}"
        );
        return Some(
            RULE.warning(path, message)
                .outcome(Outcome::Ignored)
                .help(format!(
                    "write `minInsyncReplicas: {copies}`, or more `replicas`"
                )),
        );
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
