//! What a step is called, what it takes, and whether it can be taken back.

use crate::{
    catalog::{
        kafka::MetadataVersion,
        kubernetes::KubernetesVersion,
        operator::{OperatorVersion, Release},
    },
    change::upgrade::{Step, Work},
};

/// The words of a step.
pub struct Wording {
    /// What kind of step it is, for machines.
    pub kind: &'static str,
    /// What it is called.
    pub title: String,
    /// The lines of the model that it changes; none where the model has no word for it.
    pub edits: Vec<(&'static str, String)>,
    /// What to do with them.
    pub action: String,
    /// Whether it can be taken back at all.
    pub can_be_undone: bool,
    /// How long it can be taken back, or why not.
    pub undo: &'static str,
}

/// Returns the words of a step.
#[must_use]
pub fn of(environment: &str, step: &Step) -> Wording {
    match step.work {
        Work::Kubernetes(version) => kubernetes(version, step),
        Work::Operator(operator) => Wording {
            kind: "operator",
            title: format!("Upgrade the operators to {operator}"),
            edits: vec![("operator.version", operator.to_string())],
            action: format!(
                "render, then `kubectl apply --server-side -k out/{environment}/crds` before the rest; \
                 every node restarts once, and wait until the Kafka resource is Ready"
            ),
            can_be_undone: true,
            undo: "the older operator can come back as long as it supports the Kafka that runs and \
                   its API version is still stored",
        },
        Work::Kafka(kafka) => Wording {
            kind: "kafka",
            title: format!("Raise Kafka to {kafka}"),
            edits: vec![("cluster.version", kafka.to_string())],
            action: "render and apply; every node restarts once, and the metadata stay as they are"
                .to_owned(),
            can_be_undone: true,
            undo: "the older Kafka can come back until the metadata version is raised",
        },
        Work::Both(operator, kafka) => Wording {
            kind: "operator-and-kafka",
            title: format!("Upgrade the operators to {operator} and Kafka to {kafka} together"),
            edits: vec![
                ("operator.version", operator.to_string()),
                ("cluster.version", kafka.to_string()),
            ],
            action: format!(
                "render, then `kubectl apply --server-side -k out/{environment}/crds` before the rest; \
                 the new operators do not run the old Kafka, so both go together"
            ),
            can_be_undone: true,
            undo: "the older operator can come back until the metadata version is raised",
        },
        Work::Metadata(before, after) => metadata(before, after),
        Work::Conversion => conversion(),
        Work::Storage => storage(),
    }
}

fn metadata(before: MetadataVersion, after: MetadataVersion) -> Wording {
    let can_be_undone = after.can_go_back_to(before);
    Wording {
        kind: "metadata-version",
        title: format!("Raise the metadata version to {after}"),
        edits: vec![("cluster.metadataVersion", after.to_string())],
        action: "render and apply when the new Kafka has proved itself; nothing restarts"
            .to_owned(),
        can_be_undone,
        undo: if can_be_undone {
            "the older one can come back until another feature of Kafka depends on this one: the form of \
             the metadata is the same"
        } else {
            "it can't be undone: the older Kafka can't read the new metadata"
        },
    }
}

fn kubernetes(version: KubernetesVersion, step: &Step) -> Wording {
    let limit = Release::of(step.after.operator).refused_from().map_or_else(String::new, |refusal| {
        format!(
            ", and not to {} or newer while the operators {} run, which do not start there unless `{}` is set",
            refusal.kubernetes, step.after.operator, refusal.cure
        )
    });
    Wording {
        kind: "kubernetes",
        title: format!("Raise Kubernetes to {version} or newer"),
        edits: vec![("platform.kubernetes", version.to_string())],
        action: format!(
            "upgrade the Kubernetes cluster, minor by minor{limit}; then write what it is and render"
        ),
        can_be_undone: false,
        undo: "Kubernetes can't be taken back by a minor version",
    }
}

fn conversion() -> Wording {
    Wording {
        kind: "api-conversion",
        title: "Write every resource in v1".to_owned(),
        edits: Vec::new(),
        action: "apply what is rendered, which is v1 from operator 0.49 on without an edit; convert resources \
                 that others made with Strimzi's `api-conversion` tool (`convert-resource --all-namespaces`)"
            .to_owned(),
        can_be_undone: true,
        undo: "v1beta2 is served beside v1 until 1.0, so resources can be written in it again",
    }
}

fn storage() -> Wording {
    Wording {
        kind: "storage-version",
        title: "Store every resource in v1".to_owned(),
        edits: Vec::new(),
        action: "run `crd-upgrade` of Strimzi's `api-conversion` tool, without an edit of the model; then see \
                 that `status.storedVersions` of every definition of Strimzi is v1 alone \
                 (`kubectl get crd -o custom-columns=NAME:.metadata.name,STORED:.status.storedVersions`)"
            .to_owned(),
        can_be_undone: false,
        undo: "it can't be undone once 1.0 or newer is installed, and operators before 0.49 can't come back: \
               they know v1beta2 alone",
    }
}

/// Returns which versions of Kubernetes a release runs on, as a sentence.
#[must_use]
pub fn needs(operator: OperatorVersion) -> String {
    let release = Release::of(operator);
    let minimum = release.kubernetes_minimum();
    match release.refused_from() {
        Some(refusal) => format!(
            "Kubernetes {minimum} or newer, and older than {}: from there on the operators do not start unless \
             `{}` is set",
            refusal.kubernetes, refusal.cure
        ),
        None => format!("Kubernetes {minimum} or newer"),
    }
}
