//! Topics.

use std::collections::BTreeMap;

use super::{
    config::{ConfigKey, ConfigValue},
    duration::Duration,
    prose::{Owner, Sentence},
    quantity::Bytes,
    schema::TopicSchema,
};

crate::whole! {
    /// How many partitions a topic has; it can only grow.
    pub struct PartitionCount("a number of partitions", u32, 1..=100_000);
}

crate::whole! {
    /// How many copies a partition has (Strimzi's KafkaTopic CRD: 1 to 32767).
    pub struct ReplicationFactor("a replication factor", u16, 1..=32767);
}

crate::words! {
    /// What becomes of old records (Kafka: `cleanup.policy`).
    pub enum Cleanup("a cleanup policy") {
        /// They are deleted.
        Delete = "delete",
        /// The last one of each key stays.
        Compact = "compact",
        /// The last one of each key stays until it is old.
        CompactAndDelete = "compact,delete",
    }
}

crate::record! {
    /// A topic.
    pub struct Topic {
        /// Who answers for its data.
        "owner" owner: Owner,
        /// What it is for.
        "purpose" purpose: Sentence,
        /// How many partitions it has.
        "partitions" partitions: PartitionCount,
        /// How many copies each partition has; the cluster's default where nothing is said.
        "replicas" replicas: Option<ReplicationFactor>,
        /// How many copies must have a record before it counts as written; the cluster's
        /// default where nothing is said.
        "minInsyncReplicas" min_insync_replicas: Option<ReplicationFactor>,
        /// What becomes of old records.
        "cleanup" cleanup: Cleanup = Cleanup::Delete,
        /// How long records are kept.
        "retention" retention: Option<Duration>,
        /// How many bytes of each partition are kept.
        "retentionSize" retention_size: Option<Bytes>,
        /// How many bytes are written to it in a second, on average; for what it needs of the disks.
        "rate" rate: Option<Bytes>,
        /// The largest batch of records.
        "maxMessageSize" max_message_size: Option<Bytes>,
        /// Whether its records hold personal data; they are then kept out of tools for people.
        "personalData" personal_data: bool = false,
        /// What the schema registry is told about its records.
        "schema" schema: Option<TopicSchema>,
        /// Settings that have no key of their own here.
        "config" config: BTreeMap<ConfigKey, ConfigValue>,
    }
}
