//! Refuses a cluster without listeners.
//!
//! # Why
//! Nobody could connect, and the API server refuses the Kafka resource.
//!
//! # Example
//! `listeners: {}`.
//!
//! # Instead
//! `listeners: {tls: {port: 9093, tls: true, authentication: tls}}`.
//!
//! # Source
//! Strimzi: Kafka CRD (`minItems: 1`) and `ListenersValidator`.

use crate::{
    finding::{Finding, ModelPath, Outcome},
    model::Deployment,
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new("listener/none", include_str!("none.rs"), check);

fn check(deployment: &Deployment) -> Vec<Finding> {
    if !deployment.cluster.listeners.is_empty() {
        return Vec::new();
    }
    let path = ModelPath::of(&["cluster", "listeners"]);
    let finding = RULE
        .error(path, "the cluster has no listener")
        .outcome(Outcome::Refused);
    vec![finding.help("add one, such as `tls: {port: 9093, tls: true, authentication: tls}`")]
}
