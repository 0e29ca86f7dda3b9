//! Refuses values that Kafka's client does not start with, and warns of misspelt settings.
//!
//! # Why
//! Nothing reads a profile before the application does. Its client throws a `ConfigException` at
//! a value that it does not know, so that the pods never become ready; a misspelt key it only
//! logs, and its default stays.
//!
//! # Example
//! `consumer: {auto.offset.reset: earlist}`, or `consumer: {fetch.minbytes: 1024}`.
//!
//! # Instead
//! `auto.offset.reset: earliest` and `fetch.min.bytes: 1024`. Settings that resemble none of
//! Kafka's pass, because serializers and interceptors read their own, and so do librdkafka's.
//!
//! # Source
//! Kafka: `ProducerConfig`, `ConsumerConfig` and `AbstractConfig.logUnused` of 3.6.0 to 4.3.1.

use std::collections::BTreeMap;

use crate::{
    catalog::{client_setting, kafka_config::Definition},
    finding::{Finding, ModelPath, Outcome},
    model::{
        Deployment,
        config::{ConfigKey, ConfigValue},
    },
    rules::{rule::Rule, suggestion::Suggestions},
};

pub(super) const RULE: Rule = Rule::new("client/setting", include_str!("setting.rs"), check);

/// Settings of librdkafka, the client of most other languages, that resemble Kafka's own and are no
/// slips (librdkafka: `CONFIGURATION.md`).
const LIBRDKAFKA: [&str; 21] = [
    "auto.commit.enable",
    "batch.num.messages",
    "compression.codec",
    "compression.level",
    "enable.auto.offset.store",
    "enable.partition.eof",
    "fetch.message.max.bytes",
    "fetch.wait.max.ms",
    "max.in.flight",
    "message.max.bytes",
    "message.send.max.retries",
    "message.timeout.ms",
    "reconnect.backoff.jitter.ms",
    "request.required.acks",
    "sasl.mechanisms",
    "socket.timeout.ms",
    "ssl.ca.location",
    "ssl.certificate.location",
    "ssl.crl.location",
    "ssl.key.location",
    "topic.metadata.refresh.interval.ms",
];

/// A side of a client: what it knows, and what the other side knows.
struct Side {
    name: &'static str,
    known: &'static BTreeMap<String, Definition>,
    other: &'static BTreeMap<String, Definition>,
}

fn check(deployment: &Deployment) -> Vec<Finding> {
    let (producer, consumer) = (client_setting::producer(), client_setting::consumer());
    let side = |name, known, other| Side { name, known, other };
    let writes = side("producer", producer, consumer);
    let reads = side("consumer", consumer, producer);
    let names = |known: &'static BTreeMap<String, Definition>| known.keys().map(String::as_str);
    let mut near_writes = Suggestions::among(names(producer));
    let mut near_reads = Suggestions::among(names(consumer));
    let mut findings = Vec::new();
    for (name, profile) in &deployment.client_profiles {
        let path = |side: &Side, key: &ConfigKey| {
            ModelPath::of(&["clientProfiles", name.as_str(), side.name, key.as_str()])
        };
        let sides = [
            (&writes, &mut near_writes, &profile.producer),
            (&reads, &mut near_reads, &profile.consumer),
        ];
        for (side, near, settings) in sides {
            for (key, value) in settings {
                findings.extend(judge(side, near, path(side, key), key, value));
            }
        }
    }
    findings
}

fn judge(
    side: &Side,
    near: &mut Suggestions<'_>,
    path: ModelPath,
    key: &ConfigKey,
    value: &ConfigValue,
) -> Option<Finding> {
    let (key, value) = (key.as_str(), value.as_str());
    if let Some(definition) = side.known.get(key) {
        if is_left_open(key, value) {
            return None;
        }
        let invalid = definition.check(value).err()?;
        let message = format!("no {} starts with `{key}: {value}`: {invalid}", side.name);
        return Some(RULE.error(path, message).outcome(Outcome::FailsLater));
    }
    if LIBRDKAFKA.contains(&key) {
        return None;
    }
    let help = if side.other.contains_key(key) {
        let other = if side.name == "producer" {
            "consumer"
        } else {
            "producer"
        };
        format!("write it below `{other}`")
    } else {
        format!("did you mean `{}`?", near.nearest(key)?)
    };
    let message = format!("Kafka's {} knows no setting `{key}`", side.name);
    let finding = RULE.warning(path, message).outcome(Outcome::Ignored);
    Some(finding.help(help))
}

/// Values that a provider gives, and the durations that clients take from 4.0 on.
fn is_left_open(key: &str, value: &str) -> bool {
    value.contains("${") || (key == "auto.offset.reset" && value.starts_with("by_duration:"))
}
