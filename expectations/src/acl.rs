//! What is expected of the access control lists.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One entry, for one or several operations on one resource.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Acl {
    /// Whether it allows or denies.
    #[serde(rename = "type")]
    pub acl_type: AclType,
    /// The type of the resource.
    pub resource: Resource,
    /// The resource's name or the beginning of it; `*` stands for every name.
    pub name: String,
    /// How the name is meant.
    pub pattern: Pattern,
    /// What may or may not be done.
    pub operations: Vec<Operation>,
    /// Where the client has to be, `*` for everywhere.
    pub host: String,
}

/// Whether an entry allows or denies.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "camelCase")]
pub enum AclType {
    /// It allows.
    Allow,
    /// It denies, whatever else allows it.
    Deny,
}

/// The type of a resource.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "camelCase")]
pub enum Resource {
    /// The cluster, whose name is `kafka-cluster`.
    Cluster,
    /// A topic.
    Topic,
    /// A consumer group.
    Group,
    /// A transactional id.
    TransactionalId,
}

/// How a name is meant.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "camelCase")]
pub enum Pattern {
    /// As it stands.
    Literal,
    /// As the beginning of names.
    Prefix,
}

/// What may be done (Kafka: `AclOperation`).
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
pub enum Operation {
    /// Read records, or commit offsets.
    Read,
    /// Write records.
    Write,
    /// Make it.
    Create,
    /// Delete it.
    Delete,
    /// Change it.
    Alter,
    /// See it.
    Describe,
    /// Do what only brokers do.
    ClusterAction,
    /// Change its settings.
    AlterConfigs,
    /// See its settings.
    DescribeConfigs,
    /// Write idempotently.
    IdempotentWrite,
    /// All of these.
    All,
}
