//! Configurations of topics and brokers: which lose data, which restart nodes, and which take
//! effect at once.

use serde_json::Value;

use super::{Consequence, Fact, judge::pods, scene::Scene};
use crate::{
    catalog::{
        kafka::KafkaVersion,
        kafka_config::{self, Definition, Forbidden, UpdateMode},
    },
    change::{Class, FieldChange, unit::number},
};

/// Topic configurations whose smaller value makes Kafka delete what it kept before.
const RETENTION: [&str; 4] = [
    "retention.ms",
    "retention.bytes",
    "local.retention.ms",
    "local.retention.bytes",
];

/// Broker configurations that do the same for every topic without a value of its own.
const BROKER_RETENTION: [&str; 4] = [
    "log.retention.ms",
    "log.retention.minutes",
    "log.retention.hours",
    "log.retention.bytes",
];

/// Returns the value of a topic's configuration, or its default in the cluster.
fn of_topic_or_default(scene: &Scene<'_>, name: &str, value: Option<&Value>) -> Option<String> {
    match value {
        Some(Value::String(text)) => Some(text.clone()),
        Some(other) => Some(other.to_string()),
        None => default(scene, name),
    }
}

/// Returns the default of a topic's configuration: what the brokers say, else Kafka's own.
fn default(scene: &Scene<'_>, name: &str) -> Option<String> {
    let definition = topic_definition(scene, name)?;
    let kafka = scene.kafka(scene.after);
    let broker = kafka.map_or(&Value::Null, |kafka| &kafka["spec"]["kafka"]["config"]);
    for synonym in &definition.synonyms {
        match &broker[synonym.name.as_str()] {
            Value::Null => {}
            Value::String(text) if synonym.factor == 1 => return Some(text.clone()),
            value => return Some((number(value)?.checked_mul(synonym.factor)?).to_string()),
        }
    }
    definition.default.clone()
}

fn version(scene: &Scene<'_>) -> Option<KafkaVersion> {
    let after = scene.kafka_version(scene.after);
    after.or_else(|| scene.kafka_version(scene.before))
}

fn topic_definition(scene: &Scene<'_>, name: &str) -> Option<&'static Definition> {
    kafka_config::topic(version(scene)?)?.get(name)
}

/// Returns what a topic gets when a configuration goes, such as `604800000`.
#[must_use]
pub fn returns_to(scene: &Scene<'_>, name: &str) -> Option<String> {
    match scene.change.id.kind.as_str() {
        "KafkaTopic" => default(scene, name),
        _ => kafka_config::broker(version(scene)?)?
            .get(name)?
            .default
            .clone(),
    }
}

/// Returns what the configuration of a topic does, and to whom.
pub fn of_topic(scene: &Scene<'_>, field: &FieldChange) -> Consequence {
    let found = topic(scene, field);
    if matches!(found.class, Class::DataLoss | Class::Outage) {
        let topic = scene.object()["spec"]["topicName"].as_str();
        let name = topic.unwrap_or(&scene.change.id.name);
        return found.who(Scene::users_of(scene.after, "topic", name));
    }
    found
}

fn topic(scene: &Scene<'_>, field: &FieldChange) -> Consequence {
    let name = field.path.last().unwrap_or_default();
    let before = of_topic_or_default(scene, name, field.before.as_ref());
    let after = of_topic_or_default(scene, name, field.after.as_ref());
    let spec = |side: &Value| side["spec"]["config"]["cleanup.policy"].clone();
    let policy = of_topic_or_default(
        scene,
        "cleanup.policy",
        Some(spec(scene.now()))
            .as_ref()
            .filter(|value| !value.is_null()),
    );
    let deletes = policy.is_none_or(|policy| policy.contains("delete"));
    if RETENTION.contains(&name) && is_less(before.as_deref(), after.as_deref()) && deletes {
        return retention("topic/retention-cut");
    }
    match name {
        "cleanup.policy" => policy_change(before.as_deref(), after.as_deref()),
        "unclean.leader.election.enable" if after.as_deref() == Some("true") => unclean(),
        "min.insync.replicas" => in_sync(scene, after.as_deref()),
        "max.message.bytes" if is_less(before.as_deref(), after.as_deref()) => Consequence::new(
            Class::Outage,
            Fact::new("topic/message-size-cut"),
            "producers of larger messages are refused",
            "the broker answers `RecordTooLargeException` from now on",
        )
        .who(Scene::users_of(scene.after, "topic", &scene.change.id.name)),
        _ => Consequence::new(
            Class::Dynamic,
            Fact::new("topic/config"),
            "the topic is changed while it is in use",
            "Kafka takes every configuration of a topic without a restart",
        ),
    }
}

fn retention(fact: &'static str) -> Consequence {
    Consequence::new(
        Class::DataLoss,
        Fact::new(fact),
        "messages beyond the new limit are deleted, usually within minutes",
        "the brokers look for segments to delete every `log.retention.check.interval.ms`, 5 minutes \
         unless it is set",
    )
    .action("make sure that every consumer has read them")
}

fn policy_change(before: Option<&str>, after: Option<&str>) -> Consequence {
    let has = |policy: Option<&str>, word| policy.is_some_and(|policy| policy.contains(word));
    let fact = Fact::new("topic/cleanup-policy");
    if has(after, "compact") && !has(before, "compact") {
        return Consequence::new(
            Class::DataLoss,
            fact,
            "of each key only the last message is kept, and messages without a key are refused",
            "compaction deletes what a later message of the same key replaces",
        )
        .action("make sure that every producer sets a key, and nobody needs the history");
    }
    if has(after, "delete") && !has(before, "delete") {
        return Consequence::new(
            Class::DataLoss,
            fact,
            "messages beyond the retention are deleted, also the last one of a key",
            "with `delete` the retention of the topic holds",
        )
        .action("set `retention.ms` to what the keys have to live");
    }
    Consequence::new(
        Class::Dynamic,
        fact,
        "the topic keeps more than before",
        "Kafka takes the policy without a restart",
    )
}

fn unclean() -> Consequence {
    Consequence::new(
        Class::DataLoss,
        Fact::new("topic/unclean-election"),
        "messages that were acknowledged can be lost when a broker fails",
        "a replica that lacks messages may become leader",
    )
}

fn in_sync(scene: &Scene<'_>, after: Option<&str>) -> Consequence {
    let wanted = after.and_then(|text| text.parse::<i64>().ok());
    let replicas = number(&scene.now()["spec"]["replicas"]);
    let fact = Fact::new("topic/min-insync-replicas");
    match (wanted, replicas) {
        (Some(wanted), Some(replicas)) if wanted > replicas => Consequence::new(
            Class::Outage,
            fact,
            "producers with `acks=all` are refused",
            format!("{wanted} replicas have to answer and the topic has {replicas}"),
        ),
        _ => Consequence::new(
            Class::Dynamic,
            fact,
            "another number of replicas has to answer producers with `acks=all`",
            "Kafka takes it without a restart",
        ),
    }
}

/// Returns whether a limit becomes smaller; -1 is no limit.
fn is_less(before: Option<&str>, after: Option<&str>) -> bool {
    let limit = |text: Option<&str>| {
        let value = text?.trim().parse::<i64>().ok()?;
        Some(if value < 0 { i64::MAX } else { value })
    };
    matches!((limit(before), limit(after)), (Some(before), Some(after)) if after < before)
}

/// Returns what the configuration of the brokers does.
pub fn of_broker(scene: &Scene<'_>, field: &FieldChange) -> Vec<Consequence> {
    let name = field.path.last().unwrap_or_default();
    if let Some(prefix) =
        Scene::release(scene.after).and_then(|release| Forbidden::of(release).prefix_of(name))
    {
        return vec![Consequence::new(
            Class::Reverted,
            Fact::new("kafka/config-owned"),
            "the operator drops it with a line in its log",
            format!("Strimzi sets what begins with `{prefix}` by itself"),
        )];
    }
    let mode = version(scene)
        .and_then(kafka_config::broker)
        .and_then(|known| known.get(name))
        .map(|definition| definition.update);
    let mut told = match mode {
        None => return Vec::new(),
        Some(UpdateMode::ReadOnly) => vec![restart(scene)],
        Some(UpdateMode::PerBroker | UpdateMode::ClusterWide) => vec![Consequence::new(
            Class::Dynamic,
            Fact::new("kafka/config-dynamic"),
            "the brokers take it while they run",
            "Kafka counts this configuration among the dynamic ones, and the operator sets it so",
        )],
    };
    let (before, after) = (text(field.before.as_ref()), text(field.after.as_ref()));
    let default = returns_to(scene, name);
    let (before, after) = (before.or(default.clone()), after.or(default));
    if BROKER_RETENTION.contains(&name) && is_less(before.as_deref(), after.as_deref()) {
        told.push(retention("kafka/retention-cut"));
    }
    if name == "unclean.leader.election.enable" && after.as_deref() == Some("true") {
        told.push(unclean());
    }
    told
}

fn text(value: Option<&Value>) -> Option<String> {
    value.map(|value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    })
}

fn restart(scene: &Scene<'_>) -> Consequence {
    let restarts = scene.nodes(Some("broker"));
    Consequence::new(
        Class::RollingRestart,
        Fact::new("kafka/config-static"),
        format!("{} restart one at a time", pods(&restarts)),
        "Kafka reads this configuration only when it starts; nodes that are controllers alone \
         restart too when controllers read it",
    )
    .restarts(restarts)
}
