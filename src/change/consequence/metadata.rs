//! Labels, annotations and API versions, which every kind has.

use super::{
    Consequence, Fact,
    judge::pods,
    scene::{CLUSTER, Scene},
};
use crate::change::{Class, FieldChange};

const API_VERSION: Fact = Fact::new("api/version-changed");
const CLUSTER_LABEL: Fact = Fact::new("strimzi/cluster-label");
const COSMETIC: Fact = Fact::new("metadata/changed");
const DELIVERY: Fact = Fact::new("delivery/annotation");
const LABEL: Fact = Fact::new("strimzi/label");
const MANAGED: Fact = Fact::new("topic/managed");
const PAUSED: Fact = Fact::new("strimzi/paused");
const SCALE_DOWN_CHECK: Fact = Fact::new("node-pool/scale-down-check");

/// Where the annotations of the CD tools begin.
const CD_TOOLS: [&str; 3] = [
    "argocd.argoproj.io/",
    "kustomize.toolkit.fluxcd.io/",
    "helm.sh/",
];

/// Returns what a difference outside the specification does.
pub fn field(scene: &Scene<'_>, field: &FieldChange) -> Vec<Consequence> {
    let path = &field.path;
    if path.is(&["apiVersion"]) {
        return vec![api_version()];
    }
    let key = path.last().unwrap_or_default();
    if path.is_below(&["metadata", "labels"]) {
        return label(scene, field, key);
    }
    if path.is_below(&["metadata", "annotations"]) {
        return vec![annotation(field, key)];
    }
    Vec::new()
}

fn api_version() -> Consequence {
    Consequence::new(
        Class::Dynamic,
        API_VERSION,
        "the object is written in another version of its API",
        "the API server keeps one object for all versions of a kind, and converts it",
    )
    .action("apply the release's custom resource definitions first, so that the version is served")
}

fn label(scene: &Scene<'_>, field: &FieldChange, key: &str) -> Vec<Consequence> {
    let id = &scene.change.id;
    let strimzi = id.group == "kafka.strimzi.io";
    if strimzi && (key == CLUSTER || key == "labels") {
        return vec![
            Consequence::new(
                Class::Impossible,
                CLUSTER_LABEL,
                match field.after.as_ref().and_then(|value| value.as_str()) {
                    Some(cluster) => format!("the operators of `{cluster}` look after it from now on"),
                    None => "no operator looks at it any more".to_owned(),
                },
                "operators find their resources by this label; what the old cluster holds stays there, \
                 and nobody keeps it as written",
            )
            .action("remove the resource from the one cluster, and make a new one for the other"),
        ];
    }
    let copied = strimzi && matches!(id.kind.as_str(), "Kafka" | "KafkaNodePool");
    if copied && (!key.starts_with("app.kubernetes.io/") || key == "app.kubernetes.io/part-of") {
        let restarts = match id.kind.as_str() {
            "KafkaNodePool" => vec![super::scene::restart_of(id, scene.object())],
            _ => scene.nodes(None),
        };
        return vec![
            Consequence::new(
                Class::RollingRestart,
                LABEL,
                format!("{} restart one at a time", pods(&restarts)),
                "Strimzi copies the labels of the resource to its pods, and pods get new labels by \
                 a restart",
            )
            .restarts(restarts),
        ];
    }
    if key == "pod-security.kubernetes.io/enforce" {
        return Vec::new();
    }
    vec![cosmetic("labels")]
}

fn annotation(field: &FieldChange, key: &str) -> Consequence {
    let becomes = |text: &str| field.after.as_ref().is_some_and(|value| *value == text);
    match key {
        "strimzi.io/pause-reconciliation" if becomes("true") => Consequence::new(
            Class::Impossible,
            PAUSED,
            "nothing that changes here reaches the cluster any more",
            "the operator leaves a paused resource alone until the annotation goes",
        ),
        "strimzi.io/pause-reconciliation" => Consequence::new(
            Class::Dynamic,
            PAUSED,
            "everything that changed during the pause is applied now",
            "the operator takes the resource up again",
        ),
        "strimzi.io/managed" if becomes("false") => Consequence::new(
            Class::Impossible,
            MANAGED,
            "nothing that changes here reaches the topic any more",
            "the Topic Operator leaves an unmanaged topic alone, also when its resource goes",
        ),
        "strimzi.io/managed" => Consequence::new(
            Class::Dynamic,
            MANAGED,
            "the topic in Kafka becomes what the resource says",
            "the Topic Operator looks after the topic again, and deletes it with its resource",
        ),
        "strimzi.io/skip-broker-scaledown-check" if becomes("true") => Consequence::new(
            Class::DataLoss,
            SCALE_DOWN_CHECK,
            "brokers can be removed although they hold replicas, which are lost with them",
            "the annotation turns off the operator's check before a pool becomes smaller",
        )
        .action("move the replicas away first, and leave the check on"),
        "strimzi.io/skip-broker-scaledown-check" => Consequence::new(
            Class::Dynamic,
            SCALE_DOWN_CHECK,
            "brokers that hold replicas are kept when a pool becomes smaller",
            "the operator checks again before it removes a broker",
        ),
        "strimzi.io/kraft" | "strimzi.io/node-pools" => Consequence::new(
            Class::Outage,
            Fact::new("kafka/kraft-annotation"),
            "the operator may take the cluster for one with ZooKeeper, or without node pools",
            "before 0.46 these annotations say which kind of cluster it is; later they are ignored",
        ),
        _ if CD_TOOLS.iter().any(|tool| key.starts_with(tool)) => Consequence::new(
            Class::Dynamic,
            DELIVERY,
            "the CD tool treats the object differently: its order, its pruning or its health",
            "the annotation is one of the tool that applies the objects",
        ),
        _ => cosmetic("annotations"),
    }
}

fn cosmetic(what: &str) -> Consequence {
    Consequence::new(
        Class::Cosmetic,
        COSMETIC,
        format!("the object's {what} differ"),
        "nothing that runs reads them",
    )
}
