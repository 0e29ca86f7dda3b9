//! Advises where a release of the operator is judged by the facts of another one.
//!
//! # Why
//! Strimzi publishes its API classes for most releases. For the others the settings that it takes
//! for itself are those of the newest release, so that a key may be called dropped that is kept.
//!
//! # Example
//! `operator.version: 1.0.0`.
//!
//! # Instead
//! Nothing has to change; look at the operator's log when a setting seems to have no effect.
//!
//! # Source
//! Strimzi: `KafkaClusterSpec.FORBIDDEN_PREFIXES` of the releases in the catalogue.

use crate::{
    catalog::kafka_config::Forbidden,
    derive::version,
    finding::{Finding, ModelPath},
    model::Deployment,
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new("version/unverified", include_str!("unverified.rs"), check);

fn check(deployment: &Deployment) -> Vec<Finding> {
    if Forbidden::of(version::release(deployment)).verified() {
        return Vec::new();
    }
    let message = format!(
        "which settings the operator {} takes for itself is not known, so those of 1.2.0 are used",
        deployment.operator.version
    );
    vec![RULE.advice(ModelPath::of(&["operator", "version"]), message)]
}
