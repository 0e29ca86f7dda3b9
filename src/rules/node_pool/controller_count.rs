//! Warns of two controllers, or of another even number of them.
//!
//! # Why
//! Controllers decide by majority. Two of them stop when either is away, so they are less
//! available than one; four survive the loss of one, as three do, and cost more. Strimzi shows
//! the warning `KafkaKRaftControllerNodeCount`.
//!
//! # Example
//! A controller pool with `replicas: 2`.
//!
//! # Instead
//! One for trying out, three or five otherwise. Controllers can't be added later without an
//! interruption, so choose before the first start.
//!
//! # Source
//! Strimzi: `KafkaSpecChecker.checkKRaftControllerCount`; KIP-595 for the majority.

use crate::{
    finding::{Finding, ModelPath, Outcome},
    model::Deployment,
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new(
    "node-pool/controller-count",
    include_str!("controller_count.rs"),
    check,
);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let mut controllers = 0;
    let mut last = None;
    for (name, pool) in &deployment.cluster.node_pools {
        if pool.is_controller() && pool.replicas.get() > 0 {
            controllers += u32::from(pool.replicas.get());
            last = Some(name);
        }
    }
    let message = match controllers {
        0 => return Vec::new(),
        2 => "two controllers stop when either of them is away".to_owned(),
        count if count.is_multiple_of(2) => {
            format!(
                "{count} controllers survive no more losses than {}",
                count - 1
            )
        }
        _ => return Vec::new(),
    };
    let finding = |pool: &str| {
        RULE.warning(
            ModelPath::of(&["cluster", "nodePools", pool, "replicas"]),
            message,
        )
        .outcome(Outcome::FailsLater)
        .help("run 3 or 5 controllers, or 1 where nothing depends on it")
    };
    last.map(|pool| finding(pool.as_str()))
        .into_iter()
        .collect()
}
