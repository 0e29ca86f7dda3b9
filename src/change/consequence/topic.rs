//! Fields of a `KafkaTopic`, by what the Topic Operator makes of them
//! (`BatchingTopicController`) and what Kafka does with them.

use serde_json::Value;

use super::{Consequence, Fact, config, scene::Scene};
use crate::change::{Class, FieldChange, unit::number};

/// Since which release Cruise Control may change the replication factor of a topic.
const REPLICAS_SINCE: &str = "0.41.0";

/// Returns what the difference does.
pub fn field(scene: &Scene<'_>, field: &FieldChange) -> Vec<Consequence> {
    let path = &field.path;
    if path.is(&["spec", "partitions"]) {
        return vec![partitions(field)];
    }
    if path.is(&["spec", "replicas"]) {
        return vec![replicas(scene, field)];
    }
    if path.is(&["spec", "topicName"]) {
        return vec![name(scene)];
    }
    if path.is(&["spec", "config", "*"]) {
        return vec![config::field(scene, field)];
    }
    Vec::new()
}

fn partitions(field: &FieldChange) -> Consequence {
    let count = |value: &Option<Value>| value.as_ref().and_then(number);
    match (count(&field.before), count(&field.after)) {
        (Some(before), Some(after)) if after > before => Consequence::new(
            Class::Irreversible,
            Fact::new("topic/partitions-increased"),
            "new messages of a key may go to another partition than its old ones",
            "the partition follows from the key and the number of partitions, and partitions can't be \
             taken away again",
        )
        .action("where the order by key matters, let consumers read everything before the change"),
        (Some(_), Some(_)) => Consequence::new(
            Class::Impossible,
            Fact::new("topic/partitions-decreased"),
            "the operator refuses it and the topic keeps its partitions",
            "Kafka can't take partitions away, and the resource is `NotReady` (`NotSupported`)",
        )
        .action("make a new topic and move its clients, or leave the number as it is"),
        (None, Some(after)) => Consequence::new(
            Class::Irreversible,
            Fact::new("topic/partitions-set"),
            format!("a topic with fewer than {after} partitions gets more, and one with more is refused"),
            "the resource said none before, so how many there are is not known here",
        )
        .action("see how many the topic has; partitions can't be taken away again"),
        _ => Consequence::new(
            Class::Dynamic,
            Fact::new("topic/partitions-unset"),
            "the number of partitions is the broker's default for a new topic, and stays for an old one",
            "the operator leaves the partitions alone where the resource says none",
        ),
    }
}

fn replicas(scene: &Scene<'_>, field: &FieldChange) -> Consequence {
    if field.after.is_none() {
        return Consequence::new(
            Class::Dynamic,
            Fact::new("topic/replicas-unset"),
            "the replication factor is the broker's default for a new topic, and stays for an old one",
            "the operator leaves the replicas alone where the resource says none",
        );
    }
    let kafka = scene.kafka(scene.after);
    let cruise_control = kafka.is_some_and(|kafka| kafka["spec"]["cruiseControl"].is_object());
    let too_old = scene.is_older_than(scene.after, REPLICAS_SINCE);
    let fact = Fact::new("topic/replicas-changed");
    if cruise_control && !too_old {
        return Consequence::new(
            Class::DataMovement,
            fact,
            "Cruise Control makes or removes replicas of every partition",
            "the Topic Operator asks Cruise Control to change the replication factor",
        );
    }
    let reason = if too_old {
        "the Topic Operator can't change it before 0.41.0"
    } else if kafka.is_none() {
        "without Cruise Control the Topic Operator can't change it, and the cluster is not among these \
         objects"
    } else {
        "without Cruise Control the Topic Operator can't change it"
    };
    Consequence::new(
        Class::Impossible,
        fact,
        "the operator refuses it and the topic keeps its replicas",
        reason,
    )
    .action("change it with `kafka-reassign-partitions.sh`, and then in the model")
}

fn name(scene: &Scene<'_>) -> Consequence {
    let name = |side: &Value| {
        let name = side["spec"]["topicName"].as_str();
        name.or(side["metadata"]["name"].as_str())
            .map(str::to_owned)
    };
    if name(scene.was()) == name(scene.now()) {
        return Consequence::new(
            Class::Cosmetic,
            Fact::new("topic/same-name"),
            "the topic keeps its name",
            "without `topicName` it is called like its resource",
        );
    }
    Consequence::new(
        Class::Impossible,
        Fact::new("topic/renamed"),
        "the operator refuses it and goes on with the old topic",
        "a topic has one name for ever, and the resource is `NotReady` (`NotSupported`)",
    )
    .action("make a resource for the new topic, move its clients, then remove the old one")
}
