//! Refuses values that Kafka does not take for a setting of its brokers.
//!
//! # Why
//! Strimzi compares values with Kafka's own definitions and stops, with all mistakes in one
//! message, and nothing of the cluster is changed any more.
//!
//! # Example
//! `num.io.threads: many`, `compression.type: lz5`, `auto.create.topics.enable: False`.
//!
//! # Instead
//! A value of the type and within the range that the message names. For Strimzi, `true` and
//! `false` are in lower case.
//!
//! # Source
//! Kafka: `KafkaConfig.configDef` of the version; Strimzi: `KafkaConfiguration.validate` and
//! `ConfigModel`.

use crate::{
    catalog::kafka_config::{self, Definition, Type},
    derive::version,
    finding::{Finding, Outcome},
    model::Deployment,
    rules::{
        broker_setting::{self, Setting},
        rule::Rule,
    },
};

pub(super) const RULE: Rule = Rule::new("broker-config/value", include_str!("value.rs"), check);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let Some(known) = kafka_config::broker(version::kafka(deployment)) else {
        return Vec::new();
    };
    let settings = broker_setting::all(&deployment.cluster);
    settings
        .filter_map(|setting| judge(known.get(setting.key)?, setting))
        .collect()
}

fn judge(definition: &'static Definition, setting: Setting<'_>) -> Option<Finding> {
    let Setting { path, key, value } = setting;
    let text = value.as_str();
    let why = match definition.check(text) {
        Err(invalid) => invalid.to_string(),
        Ok(()) if definition.kind == Type::Boolean && !matches!(text, "true" | "false") => {
            "Strimzi takes `true` and `false` in lower case only".to_owned()
        }
        Ok(()) => return None,
    };
    let finding = RULE
        .error(path, format!("`{key}` can't be `{text}`: {why}"))
        .outcome(Outcome::Refused);
    Some(match definition.default.as_deref() {
        Some(default) if !default.is_empty() => {
            finding.help(format!("Kafka's default is `{default}`"))
        }
        _ => finding,
    })
}
