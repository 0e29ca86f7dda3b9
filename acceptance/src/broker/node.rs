//! A node of the rendered node pools.

use serde_json::Value;

use crate::manifest::Object;

/// One Kafka node with its roles and its address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The node id, counted through the pools by name as Strimzi counts a new cluster.
    pub id: u64,
    /// The name of the Pod that it would be.
    pub pod: String,
    /// Kafka's own names of the roles.
    pub roles: Vec<String>,
    /// The loopback address that stands for its host name.
    pub address: String,
}

impl Node {
    /// Lists the nodes of a cluster's pools, with addresses in the loopback network `network`,
    /// as in `127.7.7`.
    #[must_use]
    pub fn all(objects: &[Object], network: &str) -> Vec<Self> {
        let kind = |object: &&Object| object.kind() == "KafkaNodePool";
        let mut pools: Vec<_> = objects.iter().filter(kind).collect();
        pools.sort_by_key(|pool| pool.name());
        let mut nodes = Vec::new();
        for pool in pools {
            let replicas = pool
                .value()
                .pointer("/spec/replicas")
                .and_then(Value::as_u64);
            for _ in 0..replicas.unwrap_or_default() {
                let id = nodes.len() as u64;
                nodes.push(Self::of_pool(pool, id, network));
            }
        }
        nodes
    }

    fn of_pool(pool: &Object, id: u64, network: &str) -> Self {
        let cluster = pool.text("/metadata/labels/strimzi.io~1cluster");
        let roles = pool
            .value()
            .pointer("/spec/roles")
            .and_then(Value::as_array);
        let roles = roles.into_iter().flatten().filter_map(Value::as_str);
        Self {
            id,
            pod: format!("{cluster}-{}-{id}", pool.name()),
            roles: roles.map(str::to_owned).collect(),
            address: format!("{network}.{}", 11 + id),
        }
    }

    /// Returns whether the node has the role `role`.
    #[must_use]
    pub fn has_role(&self, role: &str) -> bool {
        self.roles.iter().any(|own| own == role)
    }
}
