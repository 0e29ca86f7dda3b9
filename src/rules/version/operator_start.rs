//! Refuses an operator that does not start on the Kubernetes cluster.
//!
//! # Why
//! Old releases can't read what a newer API server answers to `/version`, and stop at once.
//!
//! # Example
//! `operator.version: 0.40.0` with `platform.kubernetes: 1.33`.
//!
//! # Instead
//! Choose a newer release of the operator. Where somebody else installs it
//! (`operator.install: false`), they can set the environment variable that the message names.
//!
//! # Source
//! Strimzi issues 11386 and 11456; 0.40.0 tried on Kubernetes 1.34.4.

use crate::{
    catalog::operator::{KubernetesRefusal, OperatorVersion, Release},
    derive::version,
    finding::{Finding, ModelPath, Outcome},
    model::Deployment,
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new(
    "version/operator-start",
    include_str!("operator_start.rs"),
    check,
);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let refusal = version::release(deployment).refusal(deployment.platform.kubernetes);
    refusal
        .map(|refusal| finding(deployment, refusal))
        .into_iter()
        .collect()
}

fn finding(deployment: &Deployment, refusal: &KubernetesRefusal) -> Finding {
    let kubernetes = deployment.platform.kubernetes;
    let message = format!(
        "the operator {} does not start on Kubernetes {kubernetes}: it can't read its version",
        deployment.operator.version
    );
    let first = OperatorVersion::all()
        .filter(|version| *version > deployment.operator.version)
        .find(|version| Release::of(*version).starts_on(kubernetes));
    let cure = match first {
        Some(first) => format!("choose {first} or newer, or set {} on it", refusal.cure),
        None => format!("set {} on it", refusal.cure),
    };
    RULE.error(ModelPath::of(&["operator", "version"]), message)
        .outcome(Outcome::FailsLater)
        .help(cure)
}
