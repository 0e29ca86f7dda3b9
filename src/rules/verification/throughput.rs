//! Refuses a throughput that no cluster can reach.
//!
//! # Why
//! The load is written at a stated rate. No more records can be acknowledged a second than are
//! written, so a higher threshold fails on every cluster.
//!
//! # Example
//! `rate: 200` with `thresholds: {throughput: 500}`.
//!
//! # Instead
//! A threshold a little below the rate.
//!
//! # Source
//! A decision of this tool.

use crate::{
    finding::{Finding, ModelPath, Outcome},
    model::{Deployment, verification::RecordRate},
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new(
    "verification/throughput",
    include_str!("throughput.rs"),
    check,
);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let load = deployment.verification.as_ref();
    let Some(load) = load.and_then(|verification| verification.performance.as_ref()) else {
        return Vec::new();
    };
    let rate = load.rate.get();
    let wanted = load.thresholds.throughput.map(RecordRate::get);
    let Some(wanted) = wanted.filter(|wanted| *wanted > rate) else {
        return Vec::new();
    };
    let path = ModelPath::of(&["verification", "performance", "thresholds", "throughput"]);
    let message = format!("{rate} records a second are written, so {wanted} can't be acknowledged");
    let finding = RULE.error(path, message).outcome(Outcome::FailsLater);
    vec![finding.help(format!("write at most `{rate}`, or raise `rate`"))]
}
