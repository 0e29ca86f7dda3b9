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
    derive::verification::{self, Writing},
    finding::{Finding, ModelPath, Outcome},
    model::{Deployment, verification::LoadRate},
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new(
    "verification/throughput",
    include_str!("throughput.rs"),
    check,
);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let own = deployment.verification.iter();
    own.flat_map(verification::writings)
        .filter_map(|load| too_high(&load))
        .collect()
}

fn too_high(load: &Writing<'_>) -> Option<Finding> {
    let rate = load.rate;
    let wanted = load.thresholds.throughput.map(LoadRate::get);
    let wanted = wanted.filter(|wanted| *wanted > rate)?;
    let path = ModelPath::of(&["verification", load.key, "thresholds", "throughput"]);
    let message = format!("{rate} records a second are written, so {wanted} can't be acknowledged");
    let finding = RULE.error(path, message).outcome(Outcome::FailsLater);
    Some(finding.help(format!("write at most `{rate}`, or raise `rate`")))
}
