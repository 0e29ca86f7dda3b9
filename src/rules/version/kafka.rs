//! Refuses a Kafka version that the operator does not run.
//!
//! # Why
//! Each release of Strimzi has images for a few Kafka versions. For any other it stops with
//! "Unsupported Kafka.spec.kafka.version", and nothing of the cluster is changed any more.
//!
//! # Example
//! `operator.version: 0.40.0` with `cluster.version: 3.5.0`.
//!
//! # Instead
//! Choose one of the versions that the message lists, or another release of the operator.
//!
//! # Source
//! Strimzi: `KafkaVersion.Lookup.supportedVersion` and `kafka-versions.yaml` of each release.

use crate::{
    derive::version,
    finding::{Finding, ModelPath, Outcome},
    model::Deployment,
    rules::{enumeration::quoted, rule::Rule},
};

pub(super) const RULE: Rule = Rule::new("version/kafka", include_str!("kafka.rs"), check);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let release = version::release(deployment);
    let kafka = version::kafka(deployment);
    if release.kafka(kafka).is_some() {
        return Vec::new();
    }
    let supported: Vec<String> = release
        .kafka_versions()
        .iter()
        .map(|known| known.version.to_string())
        .collect();
    let message = format!(
        "the operator {} does not run Kafka {kafka}",
        deployment.operator.version
    );
    let finding = RULE
        .error(ModelPath::of(&["cluster", "version"]), message)
        .outcome(Outcome::Refused)
        .help(format!("it runs {}", quoted(&supported)));
    vec![finding]
}
