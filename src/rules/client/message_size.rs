//! Warns of fetch sizes and request sizes that do not fit the topics.
//!
//! # Why
//! A producer may send what its topic then refuses with `RecordTooLargeException`. A consumer
//! whose share of a partition is smaller than a batch gets that batch alone, one at a time. One
//! that waits for more bytes than it takes at once waits for nothing.
//!
//! # Example
//! `max.request.size: 5242880` for a topic with `maxMessageSize: 1Mi`, or
//! `max.partition.fetch.bytes: 1048576` for one with `maxMessageSize: 10Mi`.
//!
//! # Instead
//! `maxMessageSize` at or above the producers' `max.request.size`, and the consumers'
//! `max.partition.fetch.bytes` at or above that.
//!
//! # Source
//! Kafka: `max.message.bytes`, `max.request.size`, `max.partition.fetch.bytes`, `fetch.min.bytes`;
//! KIP-74.

use super::usage::{self, Side, Usage, consumes, produces};
use crate::{
    finding::{Finding, Outcome},
    model::{Deployment, name::TopicName},
    rules::{broker_setting, rule::Rule},
};

pub(super) const RULE: Rule = Rule::new(
    "client/message-size",
    include_str!("message_size.rs"),
    check,
);

/// Kafka's defaults, in bytes.
const MESSAGE: i64 = 1_048_588;
const PARTITION: i64 = 1_048_576;
const FETCH: i64 = 52_428_800;

fn check(deployment: &Deployment) -> Vec<Finding> {
    let usages = usage::all(deployment);
    let producers = usages.iter().filter_map(|usage| usage.only(produces));
    let consumers = usages.iter().filter_map(|usage| usage.only(consumes));
    producers
        .filter_map(|usage| request(deployment, &usage))
        .chain(consumers.flat_map(|usage| fetch(deployment, &usage)))
        .collect()
}

fn request(deployment: &Deployment, usage: &Usage<'_>) -> Option<Finding> {
    let key = "max.request.size";
    let request: i64 = usage.value(Side::Producer, key)?.parse().ok()?;
    let written = usage.applications().flat_map(|application| {
        application
            .produces
            .keys()
            .chain(application.dead_letters.iter())
    });
    let (size, topic) = sizes(deployment, written).min()?;
    (request > size).then(|| {
        let message = format!(
            "`{key}` is {request}, and the topic `{topic}` takes records of at most {size} bytes"
        );
        RULE.warning(usage.path(Side::Producer, key), message)
            .outcome(Outcome::FailsLater)
            .help(format!(
                "lower `{key}`, or raise `maxMessageSize` of the topic"
            ))
    })
}

fn fetch(deployment: &Deployment, usage: &Usage<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let read = usage
        .applications()
        .flat_map(|application| application.consumes.keys());
    let key = "max.partition.fetch.bytes";
    let partition = usage.number(Side::Consumer, key, PARTITION);
    // Kafka's own defaults differ by the twelve bytes of a header, so only larger topics count.
    if let Some((size, topic)) = sizes(deployment, read).max()
        && partition < size
        && size > MESSAGE
    {
        let message = format!(
            "`{key}` is {partition}, and the topic `{topic}` takes records of {size} bytes: such a record comes alone"
        );
        let finding = RULE.warning(usage.path(Side::Consumer, key), message);
        findings.push(finding.help(format!("write `{key}: {size}`")));
    }
    let least = usage.number(Side::Consumer, "fetch.min.bytes", 1);
    let most = usage.number(Side::Consumer, "fetch.max.bytes", FETCH);
    if least > most {
        let message = format!(
            "the consumer waits for {least} bytes and takes at most {most}, so it always waits in vain"
        );
        let finding = RULE.warning(usage.path(Side::Consumer, "fetch.min.bytes"), message);
        findings.push(
            finding
                .outcome(Outcome::FailsLater)
                .help("lower `fetch.min.bytes`"),
        );
    }
    findings
}

/// Returns the largest record of each topic, with the topic.
fn sizes<'a>(
    deployment: &'a Deployment,
    topics: impl Iterator<Item = &'a TopicName>,
) -> impl Iterator<Item = (i64, &'a TopicName)> {
    let default = broker_setting::number(&deployment.cluster, "message.max.bytes", MESSAGE);
    topics.filter_map(move |name| {
        let topic = deployment.topics.get(name)?;
        let own = topic
            .max_message_size
            .as_ref()
            .and_then(|size| i64::try_from(size.get()).ok());
        Some((own.unwrap_or(default), name))
    })
}
