//! Refuses a feature gate that the operator's release does not know.
//!
//! # Why
//! The operator does not start with it, so nothing is reconciled at all. Gates come and go with
//! releases: one that was right yesterday stops the operator after an upgrade.
//!
//! # Example
//! `featureGates: {UseKRaft: true}` with `operator.version: 1.2.0`.
//!
//! # Instead
//! Take it away, or choose a release that knows it.
//!
//! # Source
//! Strimzi: `FeatureGates` of each release.

use crate::{
    derive::version,
    finding::{Finding, ModelPath, Outcome, nearest},
    model::{Deployment, operator::FeatureGate},
    rules::{enumeration::quoted, rule::Rule},
};

pub(super) const RULE: Rule = Rule::new(
    "version/feature-gate",
    include_str!("feature_gate.rs"),
    check,
);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let gates = version::release(deployment).feature_gates();
    let known: Vec<&str> = gates.iter().map(|gate| gate.name.as_str()).collect();
    let asked = deployment
        .operator
        .feature_gates
        .keys()
        .map(FeatureGate::as_str);
    asked
        .filter(|gate| !known.contains(gate))
        .map(|gate| finding(deployment, gate, &known))
        .collect()
}

fn finding(deployment: &Deployment, gate: &str, known: &[&str]) -> Finding {
    let message = format!(
        "the operator {} does not know the feature gate `{gate}` and would not start",
        deployment.operator.version
    );
    let help = match nearest(gate, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("take it away: this release has {}", quoted(known)),
    };
    RULE.error(ModelPath::of(&["operator", "featureGates", gate]), message)
        .outcome(Outcome::Refused)
        .help(help)
}
