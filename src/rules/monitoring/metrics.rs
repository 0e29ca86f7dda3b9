//! Warns where the brokers show no metrics.
//!
//! # Why
//! Every alert and every dashboard of the brokers would stay empty, and an alert that can't fire
//! looks like one that has no reason to.
//!
//! # Example
//! `metrics: none`.
//!
//! # Instead
//! `metrics: jmxExporter`, which is what a cluster gets that says nothing.
//!
//! # Source
//! Strimzi: `metricsConfig`.

use crate::{
    finding::{Finding, ModelPath},
    model::{Deployment, metrics::Metrics},
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new("monitoring/metrics", include_str!("metrics.rs"), check);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let Metrics::None(_) = deployment.cluster.metrics else {
        return Vec::new();
    };
    let path = ModelPath::of(&["cluster", "metrics"]);
    let finding = RULE.warning(
        path,
        "the brokers show no metrics, so no alert about them can fire",
    );
    vec![finding.help("write `metrics: jmxExporter`")]
}
