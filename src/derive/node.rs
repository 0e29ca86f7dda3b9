//! Kafka nodes: which ids the pools get.
//!
//! Strimzi gives the lowest free id over all pools, in the order the API lists them
//! (`NodeIdAssignor`), so the ids of several pools are only sure when they are asked for.

use crate::model::{cluster::Cluster, name::PoolName, node_pool::NodePool};

/// The ids of a pool's nodes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PoolNodes<'a> {
    /// The pool's name.
    pub name: &'a PoolName,
    /// The pool.
    pub pool: &'a NodePool,
    /// Its first id.
    pub first: u32,
}

impl PoolNodes<'_> {
    /// Returns the ids of the pool's nodes.
    #[must_use]
    pub fn ids(&self) -> std::ops::Range<u32> {
        self.first..self.first + u32::from(self.pool.replicas.get())
    }
}

/// Where a pool without a first id may begin: at a multiple of this, so that the pool before it can
/// grow. A node keeps its id for life.
const ROOM: u32 = 100;

/// Returns the pools with their ids, by name; a pool without a first id follows the highest id
/// of the pools before it, with room between them.
#[must_use]
pub fn pools(cluster: &Cluster) -> Vec<PoolNodes<'_>> {
    let mut next = 0_u32;
    let mut pools = Vec::new();
    for (name, pool) in &cluster.node_pools {
        let first = pool
            .first_node_id
            .map_or(next.next_multiple_of(ROOM), |id| u32::from(id.get()));
        let nodes = PoolNodes { name, pool, first };
        next = next.max(nodes.ids().end);
        pools.push(nodes);
    }
    pools
}

/// Returns the names of the pods of a pool's nodes (Strimzi: `KafkaPool`).
#[must_use]
pub fn pods(cluster: &Cluster, nodes: &PoolNodes<'_>) -> Vec<String> {
    nodes
        .ids()
        .map(|id| format!("{}-{}-{id}", cluster.name, nodes.name))
        .collect()
}

/// Returns the ids of all brokers, in order.
#[must_use]
pub fn broker_ids(cluster: &Cluster) -> Vec<u32> {
    ids(cluster, NodePool::is_broker)
}

/// Returns the ids of all controllers, in order: each of them is to have a vote.
#[must_use]
pub fn controller_ids(cluster: &Cluster) -> Vec<u32> {
    ids(cluster, NodePool::is_controller)
}

fn ids(cluster: &Cluster, has_role: impl Fn(&NodePool) -> bool) -> Vec<u32> {
    let mut ids: Vec<u32> = pools(cluster)
        .iter()
        .filter(|nodes| has_role(nodes.pool))
        .flat_map(PoolNodes::ids)
        .collect();
    ids.sort_unstable();
    ids
}

/// Returns whether the ids must be asked for, because Strimzi would not be sure to give them.
#[must_use]
pub fn ids_are_asked_for(cluster: &Cluster) -> bool {
    cluster.node_pools.len() > 1
        || cluster
            .node_pools
            .values()
            .any(|pool| pool.first_node_id.is_some())
}

/// Returns how many brokers the cluster has.
#[must_use]
pub fn broker_count(cluster: &Cluster) -> u32 {
    cluster
        .node_pools
        .values()
        .filter(|pool| pool.is_broker())
        .map(|pool| u32::from(pool.replicas.get()))
        .sum()
}
