//! What was seen of the running cluster, free of any client's types.
//!
//! The checks are functions of this and of the expectations, so that each fault can be tried
//! without a cluster. What could not be seen is an error that says why, never an empty list.

use std::collections::{BTreeMap, BTreeSet};

/// What was seen, or why it could not be.
pub type Seen<T> = Result<T, String>;

/// Everything that was seen of a cluster.
#[derive(Clone, Debug)]
pub struct Observed {
    /// The brokers that are registered.
    pub brokers: Vec<Broker>,
    /// The controllers.
    pub quorum: Seen<Quorum>,
    /// The level of the finalized feature `metadata.version`.
    pub metadata_level: Seen<i16>,
    /// Each broker's highest supported level of the metadata version.
    pub supported_levels: BTreeMap<u32, Seen<i16>>,
    /// Each broker's configuration.
    pub broker_configs: BTreeMap<u32, Seen<BTreeMap<String, Setting>>>,
    /// The topics by name, without Kafka's own.
    pub topics: Seen<BTreeMap<String, Topic>>,
    /// The entries of the access control lists, one for each operation.
    pub acls: Seen<BTreeSet<AclEntry>>,
    /// The quotas: the entity as text, then Kafka's name of the quota.
    pub quotas: Seen<BTreeMap<String, BTreeMap<String, u64>>>,
}

/// A broker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broker {
    /// Its id.
    pub id: u32,
    /// The host that clients reach it by.
    pub host: String,
    /// The port of the listener that was asked.
    pub port: u16,
    /// The rack it says it is in.
    pub rack: Option<String>,
    /// Whether the controller keeps it from leading.
    pub is_fenced: bool,
}

/// A setting of a broker.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Setting {
    /// Its value; none if Kafka keeps it to itself.
    pub value: Option<String>,
    /// Whether it was set while the broker ran, for it or for all.
    pub is_dynamic: bool,
}

/// What one broker tells somebody that it may do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rights {
    /// With the cluster; nothing for whoever may not describe it.
    pub cluster: BTreeSet<String>,
    /// With each topic.
    pub topics: BTreeMap<String, Known>,
    /// With each group.
    pub groups: BTreeMap<String, Known>,
    /// With each transactional id.
    pub transactional_ids: BTreeMap<String, Known>,
}

/// What is known of somebody's operations on a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    /// All of them.
    All(BTreeSet<String>),
    /// It may not even describe it.
    Nothing,
    /// It may describe it, and the broker told no more: Kafka's code of the error.
    Hidden(i16),
}

/// The controllers' quorum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quorum {
    /// The id of the leader; negative while there is none.
    pub leader: i32,
    /// How far each voter is behind the high watermark, in records.
    pub voters: BTreeMap<u32, i64>,
}

/// A topic.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Topic {
    /// Its partitions, in order.
    pub partitions: Vec<Partition>,
    /// The configuration that was set for it.
    pub config: BTreeMap<String, String>,
}

/// A partition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Partition {
    /// The broker that leads it.
    pub leader: Option<i32>,
    /// The brokers that hold a copy.
    pub replicas: Vec<i32>,
    /// The brokers whose copy is in sync.
    pub in_sync: Vec<i32>,
}

/// One entry of the access control lists, in Kafka's own words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AclEntry {
    /// Whom it is about, such as `User:CN=kafka-ui`.
    pub principal: String,
    /// `allow` or `deny`.
    pub acl_type: String,
    /// What may be done, such as `Describe`.
    pub operation: String,
    /// The type of the resource, such as `topic`.
    pub resource: String,
    /// The resource's name or the beginning of it.
    pub name: String,
    /// `literal` or `prefix`.
    pub pattern: String,
    /// The host it counts for.
    pub host: String,
}

impl std::fmt::Display for AclEntry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            principal,
            acl_type,
            operation,
            resource,
            name,
            pattern,
            host,
        } = self;
        write!(
            f,
            "{principal} {acl_type} {operation} on the {resource} {name}"
        )?;
        write!(f, " ({pattern}) from {host}")
    }
}
