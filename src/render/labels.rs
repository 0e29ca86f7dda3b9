//! Names, labels and annotations that the objects share.

use std::collections::BTreeMap;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::{LabelSelector, ObjectMeta};

use crate::model::{
    Deployment,
    name::Namespace,
    prose::{Owner, Sentence},
};

/// The label that ties Strimzi's resources to their cluster (Strimzi: `Labels`).
pub const STRIMZI_CLUSTER: &str = "strimzi.io/cluster";

/// The label that tells the pods of one part of the deployment from those of another.
pub const NAME: &str = "app.kubernetes.io/name";

/// The label that says what part of the deployment a pod is.
pub const COMPONENT: &str = "app.kubernetes.io/component";

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

/// Returns the labels of a part of the deployment that runs pods of ours.
pub fn of_component(
    deployment: &Deployment,
    component: &str,
    name: &str,
) -> BTreeMap<String, String> {
    let mut labels = of(deployment);
    labels.insert(COMPONENT.to_owned(), component.to_owned());
    labels.insert(NAME.to_owned(), name.to_owned());
    labels
}

/// Returns the selector of the pods that belong to `name`.
pub fn select(name: &str) -> LabelSelector {
    LabelSelector {
        match_labels: Some(BTreeMap::from([(NAME.to_owned(), name.to_owned())])),
        match_expressions: None,
    }
}

/// Returns the selector of the pods of one of Strimzi's components, such as `todo-chatbot-kafka`
/// (Strimzi: `Labels.strimziSelectorLabels`).
pub fn select_strimzi(deployment: &Deployment, name: String) -> LabelSelector {
    LabelSelector {
        match_labels: Some(BTreeMap::from([
            (
                STRIMZI_CLUSTER.to_owned(),
                deployment.cluster.name.to_string(),
            ),
            ("strimzi.io/name".to_owned(), name),
        ])),
        match_expressions: None,
    }
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
