//! Warns of a Kubernetes that is older than the operator's documents ask for.
//!
//! # Why
//! The operator starts there and nobody has tested it: an API that it uses may be missing, and
//! its CRDs may use what the API server does not know.
//!
//! # Example
//! `operator.version: 1.2.0` with `platform.kubernetes: 1.27`.
//!
//! # Instead
//! Upgrade Kubernetes first, or choose an older release of the operator.
//!
//! # Source
//! Strimzi: "Supported versions" in the documentation of each release; the operator does not
//! check it.

use crate::{
    derive::version,
    finding::{Finding, ModelPath, Outcome},
    model::Deployment,
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new(
    "version/kubernetes-minimum",
    include_str!("kubernetes_minimum.rs"),
    check,
);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let minimum = version::release(deployment).kubernetes_minimum();
    let kubernetes = deployment.platform.kubernetes;
    if kubernetes >= minimum {
        return Vec::new();
    }
    let message = format!(
        "the operator {} is documented for Kubernetes {minimum} and newer, and this is {kubernetes}",
        deployment.operator.version
    );
    let finding = RULE
        .warning(ModelPath::of(&["platform", "kubernetes"]), message)
        .outcome(Outcome::FailsLater)
        .help("upgrade Kubernetes first, or choose an older release of the operator");
    vec![finding]
}
