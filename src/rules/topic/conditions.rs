//! Refuses settings of a topic that Kafka does not take together.
//!
//! # Why
//! The topic operator passes both on and Kafka refuses them: the topic's resource shows
//! `KafkaError`, and a new topic is not made.
//!
//! # Example
//! `config: {min.compaction.lag.ms: 100000, max.compaction.lag.ms: 1000}`.
//!
//! # Instead
//! A `max.compaction.lag.ms` of at least `min.compaction.lag.ms`.
//!
//! # Source
//! Kafka: `LogConfig.validateValues` of the version.

use crate::{
    catalog::kafka_config::{self, Condition, Definitions, condition},
    derive::version,
    finding::{Finding, ModelPath, Outcome},
    model::{Deployment, name::TopicName, topic::Topic},
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new("topic/conditions", include_str!("conditions.rs"), check);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let Some(known) = kafka_config::topic(version::kafka(deployment)) else {
        return Vec::new();
    };
    let topics = deployment.topics.iter();
    topics
        .flat_map(|(name, topic)| {
            let conditions = condition::of_topics(known);
            conditions.filter_map(move |condition| judge(known, name, topic, condition))
        })
        .collect()
}

fn judge(
    known: Definitions,
    name: &TopicName,
    topic: &Topic,
    condition: &'static Condition,
) -> Option<Finding> {
    let [setting, than] = [&condition.setting, &condition.than].map(String::as_str);
    let written = |key: &str| topic.config.iter().find(|(own, _)| own.as_str() == key);
    let text = |key: &str| written(key).map(|(_, value)| value.as_str());
    let [number, limit] = condition.broken(known, text)?;
    let (key, _) = written(setting).or_else(|| written(than))?;
    let path = ModelPath::of(&["topics", name.as_str(), "config", key.as_str()]);
    let message = format!(
        "`{setting}` is {number}, less than `{than}` with {limit}: Kafka refuses the topic"
    );
    let least = condition.least(limit);
    Some(
        RULE.error(path, message)
            .outcome(Outcome::FailsLater)
            .help(format!(
                "write `{setting}: {least}` or more, or less of `{than}`"
            )),
    )
}
