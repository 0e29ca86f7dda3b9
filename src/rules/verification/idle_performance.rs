//! Warns of a load that never runs or that nothing is asked of.
//!
//! # Why
//! The load is left out of the run after a change unless `afterChange` asks for it, so that a
//! change is not held up. Without a schedule nothing else runs it. Without a threshold it only
//! fails when records are lost; so does the `load` that somebody starts.
//!
//! # Example
//! `performance: {rate: 100}` without `schedule`.
//!
//! # Instead
//! A `schedule`, or `afterChange: true`; and `thresholds`.
//!
//! # Source
//! A decision of this tool.

use crate::{
    derive::verification::{self, Writing},
    finding::{Finding, ModelPath, Outcome},
    model::Deployment,
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new(
    "verification/idle-performance",
    include_str!("idle_performance.rs"),
    check,
);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let Some(own) = &deployment.verification else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    if let Some(load) = &own.performance
        && own.schedule.is_none()
        && !load.after_change
    {
        let path = ModelPath::of(&["verification", "performance"]);
        findings.push(
            RULE.warning(path, "nothing runs the load")
                .outcome(Outcome::Ignored)
                .help("write a `schedule` for the verification, or `afterChange: true`"),
        );
    }
    findings.extend(verification::writings(own).flat_map(|load| idle(&load)));
    findings
}

fn idle(load: &Writing<'_>) -> Vec<Finding> {
    let path = ModelPath::of(&["verification", load.key]);
    let mut findings = Vec::new();
    if load.acks.is_empty() || load.compression.is_empty() {
        findings.push(
            RULE.warning(path.clone(), "the load has no way of writing")
                .outcome(Outcome::Ignored)
                .help("write `acks: [all]` and `compression: [none]`, or leave them out"),
        );
    }
    if load.thresholds.is_empty() {
        findings.push(
            RULE.warning(
                path.key("thresholds"),
                "however slow the cluster is, the load passes",
            )
            .help("write a threshold, such as `p99: 500ms`"),
        );
    }
    findings
}
