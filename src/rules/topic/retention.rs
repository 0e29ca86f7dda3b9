//! Warns of a retention that has no effect or lets nothing stay.
//!
//! # Why
//! A compacted topic keeps the last record of each key for ever and reads no retention. With a
//! retention of zero, records may be gone before anybody reads them.
//!
//! # Example
//! `cleanup: compact` with `retention: 7d`, or `retention: 0d`.
//!
//! # Instead
//! `cleanup: compact,delete` where old keys shall go too; else take the retention away.
//!
//! # Source
//! Kafka: `cleanup.policy` and `retention.ms` of topics.

use crate::{
    finding::{Finding, ModelPath, Outcome},
    model::{
        Deployment,
        name::TopicName,
        topic::{Cleanup, Topic},
    },
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new("topic/retention", include_str!("retention.rs"), check);

fn check(deployment: &Deployment) -> Vec<Finding> {
    deployment
        .topics
        .iter()
        .filter_map(|(name, topic)| judge(name, topic))
        .collect()
}

fn judge(name: &TopicName, topic: &Topic) -> Option<Finding> {
    let here = ModelPath::of(&["topics", name.as_str()]);
    if topic.cleanup == Cleanup::Compact {
        let field = match (&topic.retention, &topic.retention_size) {
            (Some(_), _) => "retention",
            (None, Some(_)) => "retentionSize",
            (None, None) => return None,
        };
        let message = format!("the topic `{name}` is compacted, and `{field}` says nothing to it");
        let finding = RULE
            .warning(here.key(field), message)
            .outcome(Outcome::Ignored);
        return Some(finding.help("write `cleanup: compact,delete`, or take it away"));
    }
    let kept = topic.retention?.as_milliseconds();
    (kept == 0).then(|| {
        let message = format!("the topic `{name}` keeps its records for no time at all");
        RULE.warning(here.key("retention"), message)
            .outcome(Outcome::FailsLater)
            .help("write how long a record is kept, such as `7d`")
    })
}
