//! Advises where controllers and brokers share their nodes.
//!
//! # Why
//! The pool can't be scaled or replaced later: controllers can't be added or removed without an
//! interruption, and no operator prevents it. A busy broker also slows down the metadata that
//! every client waits for.
//!
//! # Example
//! `roles: [controller, broker]`.
//!
//! # Instead
//! Where the cluster may grow: a pool of three controllers and a pool of brokers. Where it stays
//! as small as it is, shared nodes save their memory, and this is only worth knowing.
//!
//! # Source
//! Strimzi: documentation on KRaft mode ("limitations") and issue 9429.

use crate::{
    finding::{Finding, ModelPath},
    model::Deployment,
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new("node-pool/dual-role", include_str!("dual_role.rs"), check);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let pools = deployment.cluster.node_pools.iter();
    let shared = pools
        .filter(|(_, pool)| pool.is_broker() && pool.is_controller() && pool.replicas.get() > 1);
    shared
        .map(|(name, _)| {
            let path = ModelPath::of(&["cluster", "nodePools", name.as_str(), "roles"]);
            RULE.advice(path, format!("the nodes of the pool `{name}` are controllers and brokers, so their number can't be changed later"))
                .help("keep it for a cluster that stays as small as it is; else make a pool for each role")
        })
        .collect()
}
