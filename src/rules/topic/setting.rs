//! Refuses a topic's setting that Kafka does not know, or a value that it does not take.
//!
//! # Why
//! The topic operator passes settings on and Kafka refuses them: the topic's resource shows
//! `KafkaError`, and a new topic is not made.
//!
//! # Example
//! `config: {segment.byte: 1048576}` or `config: {compression.type: lz5}`.
//!
//! # Instead
//! `config: {segment.bytes: 1048576}`, `config: {compression.type: lz4}`.
//!
//! # Source
//! Kafka: `LogConfig.configDef` of the version; Strimzi: `BatchingTopicController`.

use crate::{
    catalog::kafka_config::{self, Definitions},
    derive::version,
    finding::{Finding, ModelPath, Outcome},
    model::{Deployment, config::ConfigKey, name::TopicName},
    rules::{rule::Rule, suggestion::Suggestions},
};

pub(super) const RULE: Rule = Rule::new("topic/setting", include_str!("setting.rs"), check);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let Some(known) = kafka_config::topic(version::kafka(deployment)) else {
        return Vec::new();
    };
    let mut near = Suggestions::among(known.iter().map(|(name, _)| name));
    let mut findings = Vec::new();
    for (name, topic) in &deployment.topics {
        for (key, value) in &topic.config {
            findings.extend(judge(known, &mut near, name, key, value.as_str()));
        }
    }
    findings
}

fn judge(
    known: Definitions,
    near: &mut Suggestions<'_>,
    name: &TopicName,
    key: &ConfigKey,
    value: &str,
) -> Option<Finding> {
    let path = ModelPath::of(&["topics", name.as_str(), "config", key.as_str()]);
    let finding = match known
        .get(key.as_str())
        .map(|definition| definition.check(value))
    {
        Some(Ok(())) => return None,
        Some(Err(invalid)) => RULE.error(path, format!("`{key}` can't be `{value}`: {invalid}")),
        None => RULE
            .error(path, format!("Kafka knows no setting `{key}` of a topic"))
            .help(near.help(key.as_str(), "take it away")),
    };
    Some(finding.outcome(Outcome::FailsLater))
}
