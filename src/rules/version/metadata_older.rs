//! Warns of a metadata version that belongs to an older Kafka.
//!
//! # Why
//! That is the right state in the middle of an upgrade, and only there: the new Kafka runs
//! without its new features, and Strimzi shows the warning `KafkaMetadataVersion` until the
//! upgrade is finished. Below 3.3 the operators refuse it.
//!
//! # Example
//! `version: 4.1.0` with `metadataVersion: 4.0-IV3`.
//!
//! # Instead
//! Raise the metadata version when the new Kafka has proved itself; it can't be taken back.
//! During an upgrade, waive this until the day on which it is to be finished.
//!
//! # Source
//! Strimzi: `KafkaSpecChecker` for the warning, `KafkaCluster.validateMetadataVersion` for the
//! oldest.

use crate::{
    catalog::kafka::MetadataVersion,
    derive::version,
    finding::{Finding, ModelPath, Outcome},
    model::Deployment,
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new(
    "version/metadata-older",
    include_str!("metadata_older.rs"),
    check,
);

fn check(deployment: &Deployment) -> Vec<Finding> {
    deployment
        .cluster
        .metadata_version
        .and_then(|metadata| judge(deployment, metadata))
        .into_iter()
        .collect()
}

fn judge(deployment: &Deployment, metadata: MetadataVersion) -> Option<Finding> {
    let path = ModelPath::of(&["cluster", "metadataVersion"]);
    let kafka = version::kafka(deployment);
    if metadata.release() < (3, 3) {
        let message =
            format!("the metadata version {metadata} is older than 3.3, where KRaft begins");
        return Some(
            RULE.error(path, message)
                .outcome(Outcome::Refused)
                .help(format!("write `{}`", kafka.newest_metadata())),
        );
    }
    (metadata.release() < kafka.newest_metadata().release()).then(|| {
        let message =
            format!("the metadata version {metadata} belongs to an older Kafka than {kafka}");
        RULE.warning(path, message).help(format!(
            "write `{}` when Kafka {kafka} has proved itself",
            kafka.newest_metadata()
        ))
    })
}
