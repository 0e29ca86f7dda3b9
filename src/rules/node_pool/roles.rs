//! Refuses a pool whose nodes have nothing to do, or a role twice.
//!
//! # Why
//! The API server takes an empty list; the operator refuses the cluster, and counts on each role
//! standing once.
//!
//! # Example
//! `roles: []`.
//!
//! # Instead
//! `roles: [broker]`, `roles: [controller]` or `roles: [controller, broker]`.
//!
//! # Source
//! Strimzi: `NodePoolUtils.validateNodePool` ("KafkaNodePool has no role defined").

use crate::{
    finding::{Finding, ModelPath, Outcome},
    model::Deployment,
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new("node-pool/roles", include_str!("roles.rs"), check);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let pools = deployment.cluster.node_pools.iter();
    let wrong = pools.filter_map(|(name, pool)| {
        let message = match pool.roles[..] {
            [] => format!("the nodes of the pool `{name}` have no role"),
            [one, other] if one == other => format!("the pool `{name}` has the role `{one}` twice"),
            [_, _, _, ..] => format!("the pool `{name}` has more roles than there are"),
            _ => return None,
        };
        Some((
            ModelPath::of(&["cluster", "nodePools", name.as_str(), "roles"]),
            message,
        ))
    });
    wrong
        .map(|(path, message)| {
            RULE.error(path, message)
                .outcome(Outcome::Refused)
                .help("write `[broker]`, `[controller]` or `[controller, broker]`")
        })
        .collect()
}
