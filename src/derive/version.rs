//! The versions that a cluster runs when the model leaves one out.
//!
//! The output always names both: an absent version would change with the operator, and an absent
//! metadata version is raised by the operator and can then not be taken back
//! (Strimzi: `KRaftVersionChangeCreator`).

use crate::{
    catalog::{
        kafka::{KafkaVersion, MetadataVersion},
        operator::Release,
    },
    model::Deployment,
};

/// Returns the facts of the operator's release.
#[must_use]
pub fn release(deployment: &Deployment) -> &'static Release {
    Release::of(deployment.operator.version)
}

/// Returns the Kafka version of the cluster.
#[must_use]
pub fn kafka(deployment: &Deployment) -> KafkaVersion {
    deployment
        .cluster
        .version
        .unwrap_or_else(|| release(deployment).default_kafka())
}

/// Returns the metadata version of the cluster.
#[must_use]
pub fn metadata(deployment: &Deployment) -> MetadataVersion {
    let kafka = kafka(deployment);
    deployment
        .cluster
        .metadata_version
        .or_else(|| release(deployment).default_metadata_version(kafka))
        .unwrap_or_else(|| kafka.newest_metadata())
}
