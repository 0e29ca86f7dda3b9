//! Warns where brokers create topics on their own.
//!
//! # Why
//! A misspelt name in a client becomes a topic, with the brokers' defaults, that no file
//! describes and nobody manages. Kafka does so unless it is told not to, and the topic operator
//! only logs a warning.
//!
//! # Example
//! A `cluster.config` without `auto.create.topics.enable`.
//!
//! # Instead
//! `auto.create.topics.enable: false`, and every topic below `topics`.
//!
//! # Source
//! Kafka: `auto.create.topics.enable` (default `true`); Strimzi: design of the topic operator.

use crate::{
    finding::{Finding, ModelPath, Outcome},
    model::Deployment,
    rules::{broker_setting, rule::Rule},
};

pub(super) const RULE: Rule = Rule::new(
    "broker-config/auto-create-topics",
    include_str!("auto_create_topics.rs"),
    check,
);

const KEY: &str = "auto.create.topics.enable";

fn check(deployment: &Deployment) -> Vec<Finding> {
    let (path, message) = match broker_setting::written(&deployment.cluster, KEY) {
        Some(setting) if setting.value.as_str() == "false" => return Vec::new(),
        Some(setting) => (
            setting.path,
            "brokers create every topic that a client names",
        ),
        None => (
            ModelPath::of(&["cluster", "config", KEY]),
            "brokers create every topic that a client names, because nothing tells them not to",
        ),
    };
    let finding = RULE.warning(path, message).outcome(Outcome::Ignored);
    vec![finding.help(format!("write `{KEY}: false`"))]
}
