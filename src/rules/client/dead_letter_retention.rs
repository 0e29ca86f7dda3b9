//! Warns of a topic of dead letters that loses them before their sources lose the originals.
//!
//! # Why
//! Somebody has to look at a dead letter, mend the cause and send it again. If it goes first,
//! only the original is left, among all the others; if the topic is compacted, letters with one
//! key replace each other.
//!
//! # Example
//! `dlq` with `retention: 3d` for an application that consumes a topic with `retention: 7d`.
//!
//! # Instead
//! A retention at least as long as the longest of its sources, and `cleanup: delete`.
//!
//! # Source
//! A decision of this tool; Kafka: `retention.ms` and `cleanup.policy`.

use std::collections::BTreeMap;

use crate::{
    finding::{Finding, ModelPath, Outcome},
    model::{
        Deployment,
        duration::Duration,
        name::TopicName,
        topic::{Cleanup, Topic},
    },
    rules::{broker_setting, rule::Rule},
};

pub(super) const RULE: Rule = Rule::new(
    "client/dead-letter-retention",
    include_str!("dead_letter_retention.rs"),
    check,
);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let letters = longest_sources(deployment);
    letters
        .into_iter()
        .filter_map(|(letters, source)| judge(deployment, letters, source))
        .collect()
}

/// How long a topic keeps its records; for ever is the longest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kept {
    For(Duration),
    Forever,
}

fn kept(deployment: &Deployment, topic: &Topic) -> Kept {
    match broker_setting::retention(&deployment.cluster, topic) {
        Some(retention) if topic.cleanup != Cleanup::Compact => Kept::For(retention),
        _ => Kept::Forever,
    }
}

/// Returns each topic of dead letters with the source that keeps its records longest. Sources
/// that keep them for ever are no measure: such a topic holds a state, not a flow.
fn longest_sources(deployment: &Deployment) -> BTreeMap<&TopicName, (Duration, &TopicName)> {
    let mut longest = BTreeMap::new();
    for application in deployment.applications.values() {
        let Some(letters) = &application.dead_letters else {
            continue;
        };
        for source in application.consumes.keys() {
            let Some(topic) = deployment.topics.get(source) else {
                continue;
            };
            if let Kept::For(retention) = kept(deployment, topic) {
                let entry = longest.entry(letters).or_insert((retention, source));
                *entry = (*entry).max((retention, source));
            }
        }
    }
    longest
}

fn judge(
    deployment: &Deployment,
    letters: &TopicName,
    (longest, source): (Duration, &TopicName),
) -> Option<Finding> {
    let topic = deployment.topics.get(letters)?;
    let here = ModelPath::of(&["topics", letters.as_str()]);
    let finding = if topic.cleanup == Cleanup::Compact {
        let message = format!(
            "the topic of dead letters `{letters}` is compacted, so letters with one key replace each other"
        );
        RULE.warning(here.key("cleanup"), message)
            .help("write `cleanup: delete`")
    } else {
        let Kept::For(retention) = kept(deployment, topic) else {
            return None;
        };
        if retention >= longest {
            return None;
        }
        let message = format!(
            "the topic of dead letters `{letters}` keeps them for {retention}, and `{source}` keeps its records for {longest}"
        );
        RULE.warning(here.key("retention"), message)
            .help(format!("write at least `{longest}`"))
    };
    Some(finding.outcome(Outcome::FailsLater))
}
