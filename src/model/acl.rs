//! Access control lists, written by hand where no application can say it.

use super::{config::ConfigValue, nothing::Nothing, prose::Sentence};

crate::words! {
    /// An operation of Kafka's authorizer (Kafka: `AclOperation`).
    pub enum Operation("an operation") {
        /// Read records, or commit offsets.
        Read = "Read",
        /// Write records.
        Write = "Write",
        /// Make it.
        Create = "Create",
        /// Delete it.
        Delete = "Delete",
        /// Change it.
        Alter = "Alter",
        /// See it.
        Describe = "Describe",
        /// Do what only brokers do.
        ClusterAction = "ClusterAction",
        /// Change its settings.
        AlterConfigs = "AlterConfigs",
        /// See its settings.
        DescribeConfigs = "DescribeConfigs",
        /// Write idempotently.
        IdempotentWrite = "IdempotentWrite",
        /// All of these.
        All = "All",
    }
}

crate::words! {
    /// How a name in a list is meant.
    pub enum Pattern("a pattern type") {
        /// As it stands.
        Literal = "literal",
        /// As the beginning of names.
        Prefix = "prefix",
    }
}

crate::record! {
    /// A name or the beginning of names.
    pub struct Named {
        /// The name; `*` means every name where it is meant literally.
        "name" name: ConfigValue,
        /// How it is meant.
        "pattern" pattern: Pattern = Pattern::Literal,
    }
}

crate::choice! {
    /// What an entry is about.
    pub enum AclResource {
        /// Topics.
        "topic" Topic(Named),
        /// Consumer groups.
        "group" Group(Named),
        /// Transactional ids.
        "transactionalId" TransactionalId(Named),
        /// The cluster.
        "cluster" Cluster(Nothing),
    }
}

crate::words! {
    /// Whether an entry allows or denies.
    pub enum AclType("allow or deny") {
        /// It allows.
        Allow = "allow",
        /// It denies, whatever else allows.
        Deny = "deny",
    }
}

crate::record! {
    /// An entry of an access control list.
    pub struct Acl {
        /// Why it is there.
        "reason" reason: Sentence,
        /// What it is about.
        "resource" resource: AclResource,
        /// What may be done, or may not.
        "operations" operations: Vec<Operation>,
        /// Whether it allows or denies.
        "type" acl_type: AclType = AclType::Allow,
        /// The host it counts for; every host where nothing is said.
        "host" host: Option<ConfigValue>,
    }
}
