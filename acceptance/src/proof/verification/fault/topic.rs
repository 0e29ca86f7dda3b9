//! Topics that are otherwise, missing or too many.

use serde_json::{Value, json};

use super::{Fault, Step};

/// The partitions of `chat-events`.
const PARTITIONS: u64 = 6;

pub(super) fn all() -> Vec<Fault> {
    let mut faults = vec![
        Fault::new(
            "a topic has a partition too many",
            "topic/partitions",
            ["topic chat-events", "6 partitions", "7"],
        )
        .make([control(
            json!({"step": "partitions", "topic": "chat-events", "count": 7}),
        )])
        .mend(anew(PARTITIONS, 3)),
        Fault::new(
            "a topic has a partition too few",
            "topic/partitions",
            ["topic chat-events", "6 partitions", "5"],
        )
        .make(anew(PARTITIONS - 1, 3))
        .mend(anew(PARTITIONS, 3)),
        Fault::new(
            "a topic has a copy too few",
            "topic/replicas",
            ["partition 0 of topic chat-events", "3 replicas", "2"],
        )
        .make(anew(PARTITIONS, 2))
        .mend(anew(PARTITIONS, 3)),
        Fault::new(
            "one partition has a copy too few",
            "topic/replicas",
            ["partition 0 of topic dlq", "3 replicas", "2"],
        )
        .make([control(
            json!({"step": "reassign", "topic": "dlq", "replicas": [0, 1]}),
        )])
        .mend([
            control(json!({"step": "reassign", "topic": "dlq", "replicas": [0, 1, 2]})),
            control(json!({"step": "in-sync"})),
        ]),
        Fault::new(
            "a topic is missing",
            "topic/missing",
            ["topic chat-events", "it exists", "it does not"],
        )
        .make([delete("chat-events")])
        .mend([create("chat-events", PARTITIONS, 3)]),
        Fault::new(
            "there is a topic that the model does not have",
            "topic/unknown",
            ["topic forgotten", "no such topic", "it exists"],
        )
        .make([create("forgotten", 1, 1)])
        .mend([delete("forgotten")]),
    ];
    faults.extend(settings());
    faults
}

/// Settings of `chat-events`: what is wrong, the setting, what is expected and what it is.
fn settings() -> impl Iterator<Item = Fault> {
    const NONE: &str = "it not set";
    let table = [
        (
            "a topic keeps records shorter",
            "retention.ms",
            "604800000",
            "60000",
        ),
        (
            "a topic is compacted",
            "cleanup.policy",
            "delete",
            "compact",
        ),
        (
            "a topic takes records of one copy",
            "min.insync.replicas",
            "2",
            "1",
        ),
        (
            "a topic does not say how long it keeps records",
            "retention.ms",
            "604800000",
            NONE,
        ),
        (
            "a topic has a limit of its own",
            "max.message.bytes",
            NONE,
            "1000",
        ),
        (
            "a topic compresses by itself",
            "compression.type",
            NONE,
            "zstd",
        ),
    ];
    table.into_iter().map(|(name, key, expected, found)| {
        let set = |value: &str| {
            let value = if value == NONE {
                Value::Null
            } else {
                value.into()
            };
            control(json!({
                "step": "config", "of": "TOPIC", "name": "chat-events", "set": {key: value},
            }))
        };
        let thing = format!("{key} of topic chat-events");
        Fault::new(name, "topic/config", [&thing, expected, found])
            .make([set(found)])
            .mend([set(expected)])
    })
}

fn control(step: Value) -> Step {
    Step::Control(step)
}

fn delete(topic: &str) -> Step {
    control(json!({"step": "delete-topic", "topic": topic}))
}

/// Creates a topic with the settings of `chat-events`.
fn create(topic: &str, partitions: u64, replicas: u64) -> Step {
    control(json!({
        "step": "create-topic",
        "topic": topic,
        "partitions": partitions,
        "replicas": replicas,
        "config": {
            "cleanup.policy": "delete",
            "min.insync.replicas": "2",
            "retention.ms": "604800000",
        },
    }))
}

/// Takes `chat-events` away and creates it again.
fn anew(partitions: u64, replicas: u64) -> [Step; 2] {
    [
        delete("chat-events"),
        create("chat-events", partitions, replicas),
    ]
}
