//! Names, labels and annotations that the objects share.

use std::collections::BTreeMap;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;

use crate::model::{
    Deployment,
    name::Namespace,
    prose::{Owner, Sentence},
};

/// The label that ties Strimzi's resources to their cluster (Strimzi: `Labels`).
pub const STRIMZI_CLUSTER: &str = "strimzi.io/cluster";

/// Returns the labels of every object that is ours. Their values never change by themselves:
/// Strimzi copies some of them to its pods, where a change means a restart.
pub fn of(deployment: &Deployment) -> BTreeMap<String, String> {
    BTreeMap::from([
        (
            "app.kubernetes.io/managed-by".to_owned(),
            "kafka-blueprint".to_owned(),
        ),
        (
            "app.kubernetes.io/part-of".to_owned(),
            deployment.cluster.name.to_string(),
        ),
    ])
}

/// Returns the metadata of an object in the deployment's namespace.
pub fn metadata(deployment: &Deployment, name: impl Into<String>) -> ObjectMeta {
    metadata_in(&deployment.namespace, of(deployment), name)
}

/// Returns the metadata of an object in a namespace.
pub fn metadata_in(
    namespace: &Namespace,
    labels: BTreeMap<String, String>,
    name: impl Into<String>,
) -> ObjectMeta {
    ObjectMeta {
        name: Some(name.into()),
        namespace: Some(namespace.to_string()),
        labels: Some(labels),
        ..ObjectMeta::default()
    }
}

/// Returns the metadata of one of Strimzi's resources that belongs to the cluster.
pub fn strimzi(deployment: &Deployment, name: impl Into<String>) -> ObjectMeta {
    let mut labels = of(deployment);
    labels.insert(
        STRIMZI_CLUSTER.to_owned(),
        deployment.cluster.name.to_string(),
    );
    metadata_in(&deployment.namespace, labels, name)
}

/// Returns annotations that say who answers for an object and what it is for.
pub fn explained(owner: &Owner, purpose: &Sentence) -> BTreeMap<String, String> {
    BTreeMap::from([
        ("kafka-blueprint/owner".to_owned(), owner.to_string()),
        ("kafka-blueprint/purpose".to_owned(), purpose.to_string()),
    ])
}
