//! Refuses a cluster without brokers or without controllers.
//!
//! # Why
//! A cluster in KRaft mode needs at least one node that keeps the metadata and one that keeps
//! topics. The operator stops before it makes anything.
//!
//! # Example
//! One pool with `roles: [broker]`, or a controller pool with `replicas: 0`.
//!
//! # Instead
//! Three controllers and three brokers, in pools of their own or in one pool with both roles.
//!
//! # Source
//! Strimzi: `NodePoolUtils.validateNodePools`; KIP-500.

use crate::{
    finding::{Finding, ModelPath, Outcome},
    model::{
        Deployment,
        node_pool::{NodePool, Role},
    },
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new("node-pool/none", include_str!("none.rs"), check);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let lacking = [Role::Controller, Role::Broker]
        .into_iter()
        .filter(|role| !runs(deployment, *role));
    lacking
        .map(|role| {
            let message = format!("no node of the cluster is a {role}");
            RULE.error(ModelPath::of(&["cluster", "nodePools"]), message)
                .outcome(Outcome::Refused)
                .help(format!(
                    "give a pool with at least one node the role `{role}`"
                ))
        })
        .collect()
}

fn runs(deployment: &Deployment, role: Role) -> bool {
    let mut pools = deployment.cluster.node_pools.values();
    pools.any(|pool: &NodePool| pool.replicas.get() > 0 && pool.roles.contains(&role))
}
