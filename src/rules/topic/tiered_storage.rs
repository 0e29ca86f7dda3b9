//! Refuses a topic in tiered storage where the brokers have none.
//!
//! # Why
//! The topic operator passes the setting on and Kafka refuses it: the topic's resource shows
//! `KafkaError`, and a new topic is not made.
//!
//! # Example
//! `config: {remote.storage.enable: true}` in a cluster without `remote.log.storage.system.enable`.
//!
//! # Instead
//! Take it away.
//!
//! # Source
//! Kafka: `LogConfig.validateRemoteStorageOnlyIfSystemEnabled` (KIP-405).

use crate::{
    finding::{Finding, ModelPath, Outcome},
    model::Deployment,
    rules::{broker_setting, rule::Rule},
};

pub(super) const RULE: Rule = Rule::new(
    "topic/tiered-storage",
    include_str!("tiered_storage.rs"),
    check,
);

/// What a topic asks for, and what the brokers must have for it.
const TOPIC: &str = "remote.storage.enable";
const BROKERS: &str = "remote.log.storage.system.enable";

fn check(deployment: &Deployment) -> Vec<Finding> {
    let is_on = |text: &str| text.trim().eq_ignore_ascii_case("true");
    let brokers = broker_setting::written(&deployment.cluster, BROKERS);
    if brokers.is_some_and(|setting| is_on(setting.value.as_str())) {
        return Vec::new();
    }
    let asking = deployment.topics.iter().filter(|(_, topic)| {
        let mut settings = topic.config.iter();
        settings.any(|(key, value)| key.as_str() == TOPIC && is_on(value.as_str()))
    });
    asking
        .map(|(name, _)| {
            let message = format!(
                "the topic `{name}` asks for tiered storage, and the brokers have none: Kafka refuses the topic"
            );
            RULE.error(ModelPath::of(&["topics", name.as_str(), "config", TOPIC]), message)
                .outcome(Outcome::FailsLater)
                .help(format!("take `{TOPIC}` away"))
        })
        .collect()
}
