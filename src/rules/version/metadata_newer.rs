//! Refuses a metadata version that is newer than the Kafka version.
//!
//! # Why
//! The operator leaves it out and goes on with the current one, or with the Kafka version's own,
//! and says so only in its log.
//!
//! # Example
//! `version: 3.7.0` with `metadataVersion: 3.8`.
//!
//! # Instead
//! Upgrade Kafka first, and raise the metadata version when the new Kafka has proved itself.
//!
//! # Source
//! Strimzi: `KRaftVersionChangeCreator`; 0.40.0 drops unknown levels in the same way.

use crate::{
    derive::version,
    finding::{Finding, ModelPath, Outcome},
    model::Deployment,
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new(
    "version/metadata-newer",
    include_str!("metadata_newer.rs"),
    check,
);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let kafka = version::kafka(deployment);
    let Some(metadata) = deployment.cluster.metadata_version else {
        return Vec::new();
    };
    if metadata.runs_on(kafka) {
        return Vec::new();
    }
    let message = format!("the metadata version {metadata} is newer than Kafka {kafka}");
    let finding = RULE
        .error(ModelPath::of(&["cluster", "metadataVersion"]), message)
        .outcome(Outcome::Dropped)
        .help(format!("write `{}`", kafka.newest_metadata()));
    vec![finding]
}
