//! A KafkaTopic as a topic of the model.

use super::{
    amount,
    draft::{Draft, word},
    resource::Resource,
    setting::{self, Lists},
};
use crate::{
    environment::{
        document::{Entry, Node},
        read::Scalar as _,
    },
    finding::Finding,
    model::topic::ReplicationFactor,
};

/// What of a KafkaTopic the model can say.
pub const KNOWN: &[&str] = &[
    "apiVersion",
    "kind",
    "metadata",
    "status",
    "spec/topicName",
    "spec/partitions",
    "spec/replicas",
    "spec/config",
];

/// Returns the name of the topic, which is not always that of the resource, and its place.
#[must_use]
pub fn name(resource: &Resource) -> Node {
    match resource.text(&["spec", "topicName"]) {
        Some(name) => word(name.place, name.text),
        None => word(resource.place(), &resource.name),
    }
}

/// Returns the topic as the model would write it. `partitions` stand for those that are not
/// written.
pub fn draft(resource: &Resource, partitions: &str, findings: &mut Vec<Finding>) -> Node {
    let mut topic = Draft::new(resource.place());
    topic.unsaid(&["owner", "purpose"]);
    match resource.entry(&["spec", "partitions"]) {
        Some(entry) if !entry.node.is_null() => topic.copy("partitions", Some(entry)),
        _ => topic.fill("partitions", partitions),
    }
    topic.copy("replicas", resource.entry(&["spec", "replicas"]));
    if let Some(config) = resource.entry(&["spec", "config"]) {
        settings(&mut topic, config, findings);
    }
    topic.finish()
}

fn settings(topic: &mut Draft, config: &Entry, findings: &mut Vec<Finding>) {
    let mut rest = Draft::new(config.key);
    for (key, entry, text) in setting::all(config, Lists::Joined, findings) {
        match field(key, &text) {
            Some((field, text)) => topic.follow(field, entry, text),
            None => rest.follow(key, entry, text),
        }
    }
    if !rest.is_empty() {
        topic.nest("config", config.key, rest);
    }
}

/// Returns the field that says a setting in the model, if it can say this value.
fn field(key: &str, text: &str) -> Option<(&'static str, String)> {
    Some(match key {
        "cleanup.policy" => ("cleanup", cleanup(text)?),
        "min.insync.replicas" if ReplicationFactor::parse(text).is_ok() => {
            ("minInsyncReplicas", text.to_owned())
        }
        "retention.ms" => ("retention", format!("{}ms", milliseconds(text)?)),
        "retention.bytes" => ("retentionSize", amount::of_bytes(text.parse().ok()?)?),
        _ => return None,
    })
}

/// Returns a length of time that ends; `-1` keeps records for ever.
fn milliseconds(text: &str) -> Option<u64> {
    u64::try_from(text.parse::<i64>().ok()?).ok()
}

fn cleanup(text: &str) -> Option<String> {
    let mut policies: Vec<&str> = text.split(',').map(str::trim).collect();
    policies.sort_unstable();
    let known = policies
        .iter()
        .all(|one| matches!(*one, "compact" | "delete"));
    (known && policies.len() <= 2 && policies.windows(2).all(|pair| pair[0] != pair[1]))
        .then(|| policies.join(","))
}
