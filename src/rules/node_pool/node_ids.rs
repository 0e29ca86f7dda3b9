//! Refuses pools whose node ids overlap.
//!
//! # Why
//! A node id belongs to one node. The operator gives an id that is taken to nobody and continues
//! with the lowest free one, so that hosts, certificates and storage get other names than the
//! model says.
//!
//! # Example
//! A pool with `firstNodeId: 0` and three nodes beside one with `firstNodeId: 2`.
//!
//! # Instead
//! Leave room between the pools, such as `firstNodeId: 0` and `firstNodeId: 100`.
//!
//! # Source
//! Strimzi: `NodeIdAssignor` and `NodePoolUtils.validateNodeIdRanges`.

use crate::{
    derive::node::{self, PoolNodes},
    finding::{Finding, ModelPath, Outcome},
    model::Deployment,
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new("node-pool/node-ids", include_str!("node_ids.rs"), check);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let mut pools = node::pools(&deployment.cluster);
    pools.retain(|nodes| !nodes.ids().is_empty());
    pools.sort_by_key(|nodes| nodes.first);
    let mut findings = Vec::new();
    let mut highest: Option<&PoolNodes<'_>> = None;
    for nodes in &pools {
        if let Some(before) = highest
            && nodes.first < before.ids().end
        {
            findings.push(overlap(before, nodes));
        }
        if highest.is_none_or(|before| nodes.ids().end > before.ids().end) {
            highest = Some(nodes);
        }
    }
    findings
}

fn overlap(one: &PoolNodes<'_>, other: &PoolNodes<'_>) -> Finding {
    let message = format!(
        "the pools `{}` and `{}` both have the node id {}",
        one.name, other.name, other.first
    );
    RULE.error(
        ModelPath::of(&["cluster", "nodePools", other.name.as_str(), "firstNodeId"]),
        message,
    )
    .outcome(Outcome::Dropped)
    .help(format!(
        "the first free id behind `{}` is {}",
        one.name,
        one.ids().end
    ))
}
