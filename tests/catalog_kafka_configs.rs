//! The configurations of Kafka against values that Kafka accepts and refuses.

use kafka_blueprint::catalog::kafka::KafkaVersion;
use kafka_blueprint::catalog::kafka_config::{self, Definition, Definitions, UpdateMode};
use kafka_blueprint::catalog::operator::{OperatorVersion, Release};

fn kafka(text: &str) -> KafkaVersion {
    text.parse().expect("a version of Kafka")
}

fn topic(version: &str, name: &str) -> &'static Definition {
    let known = kafka_config::topic(kafka(version)).expect("a supported version");
    known.get(name).expect("a configuration of a topic")
}

fn broker(version: &str, name: &str) -> &'static Definition {
    let known = kafka_config::broker(kafka(version)).expect("a supported version");
    known.get(name).expect("a configuration of a broker")
}

fn refusal(definition: &'static Definition, value: &str) -> String {
    definition
        .check(value)
        .map_or_else(|refusal| refusal.to_string(), |()| "accepted".to_owned())
}

fn supported() -> Vec<KafkaVersion> {
    let releases = OperatorVersion::all().map(Release::of);
    let mut versions: Vec<KafkaVersion> = releases
        .flat_map(Release::kafka_versions)
        .map(|kafka| kafka.version)
        .collect();
    versions.sort();
    versions.dedup();
    versions
}

#[test]
fn every_supported_kafka_has_definitions_with_acceptable_defaults() {
    let sound = |definitions: Definitions| {
        for (name, definition) in definitions.iter() {
            let default = definition.default.as_deref();
            assert!(
                default.is_none_or(|value| definition.check(value).is_ok()),
                "{name}"
            );
        }
        definitions.iter().count()
    };
    for version in supported() {
        assert!(
            kafka_config::broker(version).map(sound) > Some(250),
            "{version}"
        );
        assert!(
            kafka_config::topic(version).map(sound) > Some(25),
            "{version}"
        );
    }
    assert!(kafka_config::broker(kafka("3.5.0")).is_none());
}

#[test]
fn values_are_checked_as_kafka_checks_them() {
    let replicas = topic("3.7.0", "min.insync.replicas");
    assert_eq!(refusal(replicas, " 2 "), "accepted");
    assert_eq!(refusal(replicas, "0"), "it is below the least value, 1");
    assert_eq!(
        refusal(replicas, "two"),
        "it is not a whole number of 32 bits"
    );
    let compression = topic("3.7.0", "compression.type");
    assert_eq!(
        refusal(compression, "zst"),
        "`zst` is not one of uncompressed, zstd, lz4, snappy, gzip, producer; \
         `zstd` is the nearest"
    );
    let policy = topic("3.7.0", "cleanup.policy");
    assert_eq!(refusal(policy, "compact, delete"), "accepted");
    assert!(refusal(policy, "compact,remove").starts_with("`remove` is not one of"));
    assert_eq!(
        refusal(broker("3.7.0", "auto.create.topics.enable"), "yes"),
        "it is not `true` or `false`"
    );
    assert_eq!(
        refusal(topic("4.3.1", "compression.gzip.level"), "-1"),
        "accepted"
    );
    assert_eq!(
        refusal(topic("4.3.1", "compression.gzip.level"), "0"),
        "it is below the least value, 1"
    );
}

#[test]
fn a_list_may_repeat_a_value_until_kafka_forbids_it() {
    assert_eq!(
        refusal(topic("3.7.0", "cleanup.policy"), "delete,delete"),
        "accepted"
    );
    assert_eq!(
        refusal(topic("4.3.1", "cleanup.policy"), "delete,delete"),
        "it says `delete` more than once"
    );
}

#[test]
fn update_modes_say_what_needs_a_restart() {
    assert_eq!(
        broker("3.7.0", "num.partitions").update,
        UpdateMode::ReadOnly
    );
    assert_eq!(
        broker("3.7.0", "log.retention.ms").update,
        UpdateMode::ClusterWide
    );
    assert_eq!(
        broker("3.7.0", "ssl.keystore.location").update,
        UpdateMode::PerBroker
    );
    assert_eq!(
        broker("3.7.0", "min.insync.replicas").update,
        UpdateMode::ClusterWide
    );
}

#[test]
fn configurations_come_and_go_with_versions() {
    let knows = |version: &str, name: &str| {
        kafka_config::broker(kafka(version))
            .and_then(|known| known.get(name))
            .is_some()
    };
    assert!(knows("3.9.2", "zookeeper.connect"));
    assert!(!knows("4.0.0", "zookeeper.connect"));
    let message_format = "message.format.version";
    assert!(
        kafka_config::topic(kafka("3.9.0"))
            .unwrap()
            .get(message_format)
            .is_some()
    );
    assert!(
        kafka_config::topic(kafka("4.0.0"))
            .unwrap()
            .get(message_format)
            .is_none()
    );
}

#[test]
fn the_default_of_a_topic_comes_from_the_broker() {
    let synonyms = &topic("3.7.0", "retention.ms").synonyms;
    let names: Vec<(&str, i64)> = synonyms
        .iter()
        .map(|synonym| (synonym.name.as_str(), synonym.factor))
        .collect();
    assert_eq!(
        names,
        [
            ("log.retention.ms", 1),
            ("log.retention.minutes", 60_000),
            ("log.retention.hours", 3_600_000),
        ]
    );
    assert_eq!(
        topic("3.7.0", "retention.ms").default.as_deref(),
        Some("604800000")
    );
}

#[test]
fn a_mistyped_configuration_has_a_nearest() {
    let known = kafka_config::topic(kafka("3.7.0")).unwrap();
    assert!(known.get("retention.msec").is_none());
    assert_eq!(known.nearest("retention.msec"), Some("retention.ms"));
}
