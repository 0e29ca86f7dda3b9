//! Node pools: Kafka nodes that share roles, storage and size.

use std::collections::BTreeMap;

use super::{
    name::{LabelValue, QualifiedName},
    quantity::Bytes,
    resources::Resources,
    storage::Storage,
};

crate::words! {
    /// What a Kafka node does (KIP-500).
    pub enum Role("a node's role") {
        /// It keeps the cluster's metadata.
        Controller = "controller",
        /// It keeps topics.
        Broker = "broker",
    }
}

crate::whole! {
    /// How many nodes a pool has.
    pub struct NodeCount("a number of nodes", u16, 0..=1000);
}

crate::whole! {
    /// The id of a Kafka node.
    pub struct NodeId("a node's id", u16, 0..=65535);
}

crate::record! {
    /// Kafka nodes that share roles, storage and size.
    pub struct NodePool {
        /// What its nodes do.
        "roles" roles: Vec<Role>,
        /// How many it has.
        "replicas" replicas: NodeCount,
        /// Where they keep their data.
        "storage" storage: Storage,
        /// What each gets.
        "resources" resources: Resources,
        /// Their Java heap; half of the memory where nothing is said, the rest is page cache.
        "heap" heap: Option<Bytes>,
        /// The first node id of the pool; where nothing is said the pools are numbered by name, each
        /// from the next multiple of 100 on. A node keeps its id for life: before a pool is added,
        /// say here what those that run have.
        "firstNodeId" first_node_id: Option<NodeId>,
        /// How they are spread over the nodes of Kubernetes.
        "spread" spread: Spread = Spread::Required,
        /// Labels that a node must have to run them, beside those of the platform.
        "nodeSelector" node_selector: BTreeMap<QualifiedName, LabelValue>,
    }
}

crate::words! {
    /// How Kafka nodes are spread over the hosts of Kubernetes.
    pub enum Spread("a way to spread") {
        /// No two on one host; a node that finds no host of its own waits.
        Required = "required",
        /// On different hosts if there are enough.
        Preferred = "preferred",
        /// Anywhere.
        Anywhere = "anywhere",
    }
}

impl NodePool {
    /// Returns whether its nodes keep topics.
    #[must_use]
    pub fn is_broker(&self) -> bool {
        self.roles.contains(&Role::Broker)
    }

    /// Returns whether its nodes keep the metadata.
    #[must_use]
    pub fn is_controller(&self) -> bool {
        self.roles.contains(&Role::Controller)
    }

    /// Returns the bytes of each node's persistent volumes.
    #[must_use]
    pub fn storage_per_node(&self) -> u64 {
        match &self.storage {
            Storage::Volumes(volumes) => volumes.values().map(|volume| volume.size.get()).sum(),
            Storage::Ephemeral(_) => 0,
        }
    }
}
