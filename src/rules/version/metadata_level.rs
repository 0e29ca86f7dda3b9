//! Refuses a level of the metadata version that the Kafka version does not have.
//!
//! # Why
//! The operator can't set it: it goes on with the current one, or shows an error of Kafka's in
//! the cluster's status.
//!
//! # Example
//! `version: 3.7.0` with `metadataVersion: 3.7-IV9`.
//!
//! # Instead
//! The release alone, such as `3.7`, which means its last level, or a level that there is.
//!
//! # Source
//! Kafka: `MetadataVersion` of the version; Strimzi: `KRaftMetadataManager`; tried on 0.40.0,
//! which drops an unknown level.

use crate::{
    derive::version,
    finding::{Finding, ModelPath, Outcome},
    model::Deployment,
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new(
    "version/metadata-level",
    include_str!("metadata_level.rs"),
    check,
);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let kafka = version::kafka(deployment);
    let Some(metadata) = deployment.cluster.metadata_version else {
        return Vec::new();
    };
    // Older and newer versions, and a Kafka that no operator runs, have rules of their own.
    let judged = metadata.release() >= (3, 3)
        && metadata.runs_on(kafka)
        && !kafka.metadata_versions().is_empty();
    if !judged || metadata.level_in(kafka).is_some() {
        return Vec::new();
    }
    let message = format!("Kafka {kafka} has no metadata version {metadata}");
    let (major, minor) = metadata.release();
    let levels: Vec<String> = kafka
        .metadata_versions()
        .iter()
        .filter(|level| level.release() == (major, minor))
        .map(|level| format!("`{level}`"))
        .collect();
    let help = match levels.last() {
        Some(last) => format!("the last one of {major}.{minor} is {last}"),
        None => format!("write `{}`", kafka.newest_metadata()),
    };
    let path = ModelPath::of(&["cluster", "metadataVersion"]);
    // What Kafka has but no longer takes is refused; a level that is still to come is left out.
    let oldest = kafka.metadata_versions().first();
    let outcome = if oldest.is_some_and(|oldest| metadata < *oldest) {
        Outcome::Refused
    } else {
        Outcome::Dropped
    };
    vec![RULE.error(path, message).outcome(outcome).help(help)]
}
