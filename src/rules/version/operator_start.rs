//! Warns of an operator that starts on the Kubernetes cluster only when it is told its version.
//!
//! # Why
//! Old releases can't read what a newer API server answers to `/version`, and stop at once.
//!
//! # Example
//! `operator.version: 0.40.0` with `platform.kubernetes: 1.33`.
//!
//! # Instead
//! Choose a newer release of the operator. Until then the rendered operator is told the version
//! that the model names, by an environment variable; where somebody else installs it
//! (`operator.install: false`), they have to set that variable, and this is an error.
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
    let operator = deployment.operator.version;
    let path = ModelPath::of(&["operator", "version"]);
    let first = OperatorVersion::all()
        .filter(|version| *version > operator)
        .find(|version| Release::of(*version).starts_on(kubernetes));
    let newer = first.map_or_else(String::new, |first| format!("choose {first} or newer"));
    if deployment.operator.install {
        let message = format!(
            "the operator {operator} starts on Kubernetes {kubernetes} only because {} tells it \
             that version",
            refusal.cure
        );
        return RULE.warning(path, message).help(newer);
    }
    let message = format!(
        "the operator {operator} does not start on Kubernetes {kubernetes}: it can't read its \
         version"
    );
    RULE.error(path, message)
        .outcome(Outcome::FailsLater)
        .help(format!("{newer}, or have {} set on it", refusal.cure))
}
