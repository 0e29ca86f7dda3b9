//! Refuses a Java heap that does not fit into the memory, and warns of one that leaves too
//! little beside it.
//!
//! # Why
//! The memory is also the limit. Kafka needs room beside the heap: for Java itself, for network
//! buffers and, above all, for the page cache that it reads and writes through. Without it the
//! kernel ends the process ("OOMKilled").
//!
//! # Example
//! `memory: 4Gi` with `heap: 4Gi`.
//!
//! # Instead
//! Half of the memory, which is what a pool gets without `heap`, or less.
//!
//! # Source
//! Strimzi: documentation on `jvmOptions`; Kafka: "Java version" and "OS" under hardware.

use crate::{
    finding::{Finding, ModelPath, Outcome},
    model::{Deployment, name::PoolName, node_pool::NodePool},
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new("node-pool/heap", include_str!("heap.rs"), check);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let pools = deployment.cluster.node_pools.iter();
    pools.filter_map(|(name, pool)| judge(name, pool)).collect()
}

fn judge(name: &PoolName, pool: &NodePool) -> Option<Finding> {
    let heap = pool.heap.as_ref()?;
    let memory = &pool.resources.memory;
    let path = ModelPath::of(&["cluster", "nodePools", name.as_str(), "heap"]);
    let finding = if heap.get() >= memory.get() {
        RULE.error(
            path,
            format!("the heap of {heap} does not fit into the memory of {memory}"),
        )
    } else if heap.get() > memory.get() / 4 * 3 {
        RULE.warning(path, format!("the heap of {heap} leaves little of the memory of {memory} to Java itself and to the page cache"))
    } else {
        return None;
    };
    Some(
        finding
            .outcome(Outcome::FailsLater)
            .help("take half of the memory, or leave `heap` out"),
    )
}
