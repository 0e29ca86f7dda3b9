//! Warns where the only broker or the only controller keeps its data with its pod.
//!
//! # Why
//! When the pod is replaced, every topic, or all of the metadata, is gone. Strimzi shows the
//! warning `KafkaStorage`.
//!
//! # Example
//! One broker with `storage: ephemeral`.
//!
//! # Instead
//! `storage: {volumes: {0: {size: 10Gi}}}`, or three nodes, of which one may lose its data.
//!
//! # Source
//! Strimzi: `KafkaSpecChecker.checkKafkaBrokersStorage` and `checkKRaftControllerStorage`.

use crate::{
    finding::{Finding, ModelPath, Outcome},
    model::{
        Deployment,
        name::PoolName,
        node_pool::{NodePool, Role},
        storage::Storage,
    },
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new("node-pool/ephemeral", include_str!("ephemeral.rs"), check);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let lonely = [Role::Broker, Role::Controller]
        .into_iter()
        .filter_map(|role| {
            let (name, pool) = only_node(deployment, role)?;
            matches!(pool.storage, Storage::Ephemeral(_)).then_some((role, name))
        });
    lonely
        .map(|(role, name)| {
            let message =
                format!("the only {role} keeps its data in its pod and loses it with the pod");
            RULE.warning(
                ModelPath::of(&["cluster", "nodePools", name.as_str(), "storage"]),
                message,
            )
            .outcome(Outcome::FailsLater)
            .help("give it a volume, or run three of them")
        })
        .collect()
}

/// Returns the pool of the only node with a role; none where there are more.
fn only_node(deployment: &Deployment, role: Role) -> Option<(&PoolName, &NodePool)> {
    let pools = deployment.cluster.node_pools.iter();
    let mut pools = pools.filter(|(_, pool)| pool.roles.contains(&role) && pool.replicas.get() > 0);
    let only = pools.next()?;
    (only.1.replicas.get() == 1 && pools.next().is_none()).then_some(only)
}
