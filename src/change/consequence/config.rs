//! Configurations of topics: which lose data, which cut clients off, and which take effect at once.

use serde_json::Value;

use super::{Consequence, Fact, scene::Scene};
use crate::{
    catalog::{
        kafka::KafkaVersion,
        kafka_config::{self, Definition},
        operator::{OperatorVersion, Release},
    },
    change::{Class, FieldChange, unit::number},
};

/// Configurations whose smaller value makes Kafka delete what it kept before.
const RETENTION: [&str; 2] = ["retention.ms", "retention.bytes"];

/// Configurations that say how long a topic with tiered storage keeps copies at the brokers too.
const LOCAL_RETENTION: [&str; 2] = ["local.retention.ms", "local.retention.bytes"];

/// Configurations whose smaller value closes segments earlier; only closed ones are deleted or
/// compacted.
const SEGMENT: [&str; 2] = ["segment.ms", "segment.bytes"];

/// Configurations whose smaller value makes a compacted topic forget sooner.
const COMPACTION: [&str; 3] = [
    "delete.retention.ms",
    "min.compaction.lag.ms",
    "max.compaction.lag.ms",
];

/// Configurations whose smaller value makes the brokers refuse messages by their time.
const TIMESTAMP: [&str; 3] = [
    "message.timestamp.difference.max.ms",
    "message.timestamp.before.max.ms",
    "message.timestamp.after.max.ms",
];

/// Returns the version of Kafka that runs after the change, or before it.
pub(super) fn version(scene: &Scene<'_>) -> Option<KafkaVersion> {
    let after = scene.kafka_version(scene.after);
    after.or_else(|| scene.kafka_version(scene.before))
}

/// Returns the version to judge by: what runs, else the newest that the catalogue knows. A default
/// that nobody says is rather taken from there than for nothing.
pub(super) fn likely_version(scene: &Scene<'_>) -> Option<KafkaVersion> {
    let newest = || OperatorVersion::all().next_back();
    version(scene).or_else(|| Some(Release::of(newest()?).default_kafka()))
}

fn definition(version: Option<KafkaVersion>, name: &str) -> Option<&'static Definition> {
    kafka_config::topic(version?)?.get(name)
}

/// Returns the default of a topic's configuration: what the brokers say, else Kafka's own.
fn default(scene: &Scene<'_>, definition: &Definition) -> Option<String> {
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

/// Returns what a topic gets when a configuration goes, such as `604800000`; nothing where its
/// cluster is not known.
#[must_use]
pub fn returns_to(scene: &Scene<'_>, name: &str) -> Option<String> {
    match scene.change.id.kind.as_str() {
        "KafkaTopic" => default(scene, definition(version(scene), name)?),
        _ => kafka_config::broker(version(scene)?)?
            .get(name)?
            .default
            .clone(),
    }
}

/// Returns the value of a configuration as a text, or the default that takes its place.
fn of_topic(scene: &Scene<'_>, name: &str, value: Option<&Value>) -> Option<String> {
    match value {
        None | Some(Value::Null) => default(scene, definition(likely_version(scene), name)?),
        Some(Value::String(text)) => Some(text.clone()),
        Some(other) => Some(other.to_string()),
    }
}

/// Returns what the configuration of a topic does, and to whom.
pub fn field(scene: &Scene<'_>, field: &FieldChange) -> Consequence {
    let found = judged(scene, field);
    if matches!(found.class, Class::DataLoss | Class::Outage) {
        let topic = scene.object()["spec"]["topicName"].as_str();
        let name = topic.unwrap_or(&scene.change.id.name);
        return found.who(scene.users_of(scene.after, "topic", name));
    }
    found
}

fn judged(scene: &Scene<'_>, field: &FieldChange) -> Consequence {
    let name = field.path.last().unwrap_or_default();
    if let (Some(version), Some(_)) = (version(scene), &field.after)
        && kafka_config::topic(version).is_some_and(|known| known.get(name).is_none())
    {
        return refused(version);
    }
    let before = of_topic(scene, name, field.before.as_ref());
    let after = of_topic(scene, name, field.after.as_ref());
    let cut = is_less(before.as_deref(), after.as_deref());
    let policy = &scene.now()["spec"]["config"]["cleanup.policy"];
    let policy = of_topic(scene, "cleanup.policy", Some(policy)).unwrap_or_default();
    match name {
        _ if cut && RETENTION.contains(&name) && policy.contains("delete") => {
            retention("topic/retention-cut")
        }
        _ if LOCAL_RETENTION.contains(&name) => local_retention(scene),
        _ if cut && SEGMENT.contains(&name) => segment("topic/segment-cut"),
        _ if cut && COMPACTION.contains(&name) && policy.contains("compact") => {
            compaction("topic/compaction-cut")
        }
        _ if cut && TIMESTAMP.contains(&name) => Consequence::new(
            Class::Outage,
            Fact::new("topic/timestamp-cut"),
            "messages whose time is further from the broker's clock are refused",
            "the broker answers `InvalidTimestampException` from now on",
        ),
        "max.message.bytes" if cut => message_size("topic/message-size-cut"),
        "cleanup.policy" => policy_change("topic/cleanup-policy", before.as_deref(), &policy),
        "unclean.leader.election.enable" if after.as_deref() == Some("true") => unclean(),
        "min.insync.replicas" => in_sync(
            scene,
            number(&scene.now()["spec"]["replicas"]),
            [before.as_deref(), after.as_deref()],
        ),
        "remote.storage.enable" if before.as_deref() == Some("true") => Consequence::new(
            Class::DataLoss,
            Fact::new("topic/tiered-storage-off"),
            "what lies in the remote storage alone is deleted, or the change is refused",
            "Kafka turns tiered storage off only where `remote.log.delete.on.disable` or \
             `remote.log.copy.disable` says what happens to it, and before 3.9 not at all",
        ),
        _ => Consequence::new(
            Class::Dynamic,
            Fact::new("topic/config"),
            "the topic is changed while it is in use",
            "Kafka takes every configuration of a topic without a restart",
        ),
    }
}

fn refused(version: KafkaVersion) -> Consequence {
    Consequence::new(
        Class::Impossible,
        Fact::new("topic/config-unknown"),
        "Kafka refuses it, and the resource is `NotReady` (`KafkaError`)",
        format!("Kafka {version} knows no such configuration of a topic"),
    )
}

/// States that a smaller limit deletes messages.
pub(super) fn retention(fact: &'static str) -> Consequence {
    let of_cluster = fact.starts_with("kafka/");
    Consequence::new(
        Class::DataLoss,
        Fact::new(fact),
        if of_cluster {
            "of every topic without a limit of its own, messages beyond the new one are deleted, usually \
             within minutes"
        } else {
            "messages beyond the new limit are deleted, usually within minutes"
        },
        "the brokers look for segments to delete every `log.retention.check.interval.ms`, 5 minutes \
         unless it is set",
    )
    .action("make sure that every consumer has read them")
}

/// Judges how long a topic keeps copies at the brokers of what lies in the remote storage: only what
/// was uploaded goes, and without uploads the limit is not read (`UnifiedLog.localRetentionMs`).
fn local_retention(scene: &Scene<'_>) -> Consequence {
    let is = |name: &str| {
        let value = &scene.now()["spec"]["config"][name];
        of_topic(scene, name, Some(value)).as_deref() == Some("true")
    };
    let fact = Fact::new("topic/local-retention");
    if is("remote.storage.enable") && !is("remote.log.copy.disable") {
        return Consequence::new(
            Class::Dynamic,
            fact,
            "the brokers keep their own copies of what lies in the remote storage for more or less time",
            "only copies go whose messages were uploaded; `retention.ms` and `retention.bytes` alone say \
             when messages are deleted",
        );
    }
    Consequence::new(
        Class::Cosmetic,
        fact,
        "nothing happens as long as the topic is not copied to a remote storage",
        "Kafka reads this only of topics with `remote.storage.enable: true`",
    )
}

/// States that smaller segments are deleted or compacted sooner.
pub(super) fn segment(fact: &'static str) -> Consequence {
    Consequence::new(
        Class::DataLoss,
        Fact::new(fact),
        "messages beyond the retention are deleted or compacted sooner than until now",
        "only closed segments are, and a smaller one is closed earlier",
    )
    .action("make sure that no consumer counts on what lives longer than the retention")
}

/// States that a compacted topic forgets sooner.
pub(super) fn compaction(fact: &'static str) -> Consequence {
    Consequence::new(
        Class::DataLoss,
        Fact::new(fact),
        "older messages and deletions of a key go sooner, and slow consumers miss them",
        "compaction keeps them only as long as this says",
    )
    .action("make sure that every consumer reads faster than that")
}

/// States that large messages are refused.
pub(super) fn message_size(fact: &'static str) -> Consequence {
    Consequence::new(
        Class::Outage,
        Fact::new(fact),
        "producers of larger messages are refused",
        "the broker answers `RecordTooLargeException` from now on",
    )
}

/// Judges another way to clean up.
pub(super) fn policy_change(fact: &'static str, before: Option<&str>, after: &str) -> Consequence {
    let gains = |word| after.contains(word) && !before.is_some_and(|policy| policy.contains(word));
    let fact = Fact::new(fact);
    if gains("compact") {
        return Consequence::new(
            Class::DataLoss,
            fact,
            "of each key only the last message is kept, and messages without a key are refused",
            "compaction deletes what a later message of the same key replaces",
        )
        .action("make sure that every producer sets a key, and nobody needs the history");
    }
    if gains("delete") {
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
        "more is kept than before",
        "Kafka takes the policy without a restart",
    )
}

/// States that a replica that lacks messages may become leader.
pub(super) fn unclean() -> Consequence {
    Consequence::new(
        Class::DataLoss,
        Fact::new("topic/unclean-election"),
        "messages that were acknowledged can be lost when a broker fails",
        "a replica that lacks messages may become leader",
    )
}

/// Judges how many replicas have to answer a producer with `acks=all`: never more than there are,
/// but for a Kafka that is known to be older than 3.7.
pub(super) fn in_sync(
    scene: &Scene<'_>,
    replicas: Option<i64>,
    sides: [Option<&str>; 2],
) -> Consequence {
    let kafka = scene.kafka_version(scene.after);
    let limit =
        replicas.filter(|_| kafka.is_none_or(KafkaVersion::wants_at_most_all_replicas_in_sync));
    let [before, after] = sides.map(|text| {
        let number: i64 = text?.trim().parse().ok()?;
        Some(limit.map_or(number, |limit| number.min(limit)))
    });
    let fact = Fact::new("topic/min-insync-replicas");
    if after.is_some() && before == after {
        return Consequence::new(
            Class::Dynamic,
            fact,
            "as many replicas as before have to answer producers with `acks=all`",
            "Kafka waits for no more replicas than there are",
        );
    }
    match (after, replicas) {
        (Some(after), Some(replicas)) if after > replicas => {
            return Consequence::new(
                Class::Outage,
                fact,
                "producers with `acks=all` are refused",
                format!("{after} replicas have to answer and there are {replicas}"),
            );
        }
        (Some(after), Some(replicas)) if after == replicas && after > 1 => {
            return Consequence::new(
                Class::Outage,
                fact,
                "producers with `acks=all` are refused whenever a broker is away, as in every rolling \
                 restart",
                format!("all {replicas} replicas have to answer"),
            )
            .action("leave it one below the number of replicas");
        }
        _ => {}
    }
    if matches!((before, after), (Some(before), Some(after)) if after < before) {
        return Consequence::new(
            Class::AccessRemoved,
            fact,
            "messages that were acknowledged are lost when fewer brokers fail than until now",
            "fewer replicas have to hold a message before producers with `acks=all` go on",
        );
    }
    Consequence::new(
        Class::Dynamic,
        fact,
        "more replicas have to answer producers with `acks=all`",
        "Kafka takes it without a restart",
    )
}

/// Returns whether a limit becomes smaller; -1 is no limit.
pub(super) fn is_less(before: Option<&str>, after: Option<&str>) -> bool {
    let limit = |text: Option<&str>| {
        let value = text?.trim().parse::<i64>().ok()?;
        Some(if value < 0 { i64::MAX } else { value })
    };
    matches!((limit(before), limit(after)), (Some(before), Some(after)) if after < before)
}
