//! Advises to run the Kafka Exporter where applications consume.
//!
//! # Why
//! Brokers do not tell how far a consumer is behind; the exporter does. Without it nobody hears
//! of a consumer that stands still until records are gone.
//!
//! # Example
//! Applications that consume, and no `kafkaExporter`.
//!
//! # Instead
//! `kafkaExporter: {}`.
//!
//! # Source
//! Strimzi: Kafka Exporter (`kafka_consumergroup_lag`).

use crate::{
    finding::{Finding, ModelPath},
    model::Deployment,
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new("monitoring/lag", include_str!("lag.rs"), check);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let consumes = deployment
        .applications
        .values()
        .any(|application| !application.consumes.is_empty());
    if deployment.cluster.kafka_exporter.is_some() || !consumes {
        return Vec::new();
    }
    let path = ModelPath::of(&["cluster", "kafkaExporter"]);
    let finding = RULE.advice(path, "nothing measures how far the consumers are behind");
    vec![finding.help("write `kafkaExporter: {}`")]
}
