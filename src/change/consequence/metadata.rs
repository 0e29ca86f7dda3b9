//! Labels, annotations and API versions, which every kind has.

use super::{
    Consequence, Fact, connect, connector, delivery,
    judge::pods,
    rebalance,
    scene::{CLUSTER, Scene},
};
use crate::{
    catalog::node_ids,
    change::{Class, FieldChange},
};

const API_VERSION: Fact = Fact::new("api/version-changed");
const CLUSTER_LABEL: Fact = Fact::new("strimzi/cluster-label");
const COSMETIC: Fact = Fact::new("metadata/changed");
const LABEL: Fact = Fact::new("strimzi/label");
const MANAGED: Fact = Fact::new("topic/managed");
const PAUSED: Fact = Fact::new("strimzi/paused");
const SCALE_DOWN_CHECK: Fact = Fact::new("node-pool/scale-down-check");

/// Where the annotations of the CD tools begin.
const CD_TOOLS: [&str; 4] = [
    "argocd.argoproj.io/",
    "helm.sh/resource-policy",
    "kustomize.toolkit.fluxcd.io/",
    "helm.toolkit.fluxcd.io/",
];

/// Returns what a difference outside the specification does.
pub fn field(scene: &Scene<'_>, field: &FieldChange) -> Vec<Consequence> {
    let path = &field.path;
    if path.is(&["apiVersion"]) {
        return vec![api_version(scene, field)];
    }
    let key = path.last().unwrap_or_default();
    if path.is_below(&["metadata", "labels"]) {
        return label(scene, field, key);
    }
    if path.is_below(&["metadata", "annotations"]) {
        return annotation(scene, field, key).into_iter().collect();
    }
    Vec::new()
}

fn api_version(scene: &Scene<'_>, field: &FieldChange) -> Consequence {
    let version = field.after.as_ref().and_then(|value| value.as_str());
    let unserved = scene.release(scene.after).filter(|release| {
        let served = release.served_versions().iter();
        let mut names = served.map(|served| served.group_version());
        scene.change.id.group == "kafka.strimzi.io" && !names.any(|name| Some(name) == version)
    });
    if let Some(release) = unserved {
        return Consequence::new(
            Class::Impossible,
            Fact::new("api/version-unserved"),
            "the API server refuses it",
            format!(
                "the definitions of the operators {} do not serve this version",
                release.number()
            ),
        )
        .action("write the version that the release serves");
    }
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
    let refused = strimzi && id.kind == "Kafka" && key.starts_with("strimzi.io/");
    if refused && field.after.is_some() {
        return vec![
            Consequence::new(
                Class::Impossible,
                Fact::new("strimzi/label-refused"),
                "the operator refuses the resource and changes nothing of the cluster",
                "labels that begin with `strimzi.io/` are its own",
            )
            .action("give the label another prefix"),
        ];
    }
    let copied = strimzi && matches!(id.kind.as_str(), "Kafka" | "KafkaNodePool");
    if copied && (!key.starts_with("app.kubernetes.io/") || key == "app.kubernetes.io/part-of") {
        let restarts = match id.kind.as_str() {
            "KafkaNodePool" => vec![scene.restart_of(id, scene.object())],
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
    if id.kind == "Namespace" && key.starts_with("pod-security.kubernetes.io/enforce") {
        return vec![pod_security(field)];
    }
    if is_ours(key) || strimzi {
        return vec![cosmetic("labels")];
    }
    vec![Consequence::new(
        Class::Dynamic,
        Fact::new("metadata/label"),
        "what selects objects by this label finds this one, or does not any more",
        "policies, monitors and tools choose objects by their labels",
    )]
}

/// Judges which pods a namespace takes: none of the stages is known to be stricter than `privileged`.
fn pod_security(field: &FieldChange) -> Consequence {
    let strict =
        |value: &Option<serde_json::Value>| match value.as_ref().and_then(|value| value.as_str()) {
            None | Some("privileged") => 0,
            Some("baseline") => 1,
            Some(_) => 2,
        };
    if strict(&field.after) > strict(&field.before) {
        return Consequence::new(
            Class::Outage,
            Fact::new("namespace/pod-security-raised"),
            "pods that ask for more than that are refused at their next restart",
            "Kubernetes looks at a pod when it is made, and leaves those that run",
        )
        .action("see what `kubectl label --dry-run=server` warns of first");
    }
    Consequence::new(
        Class::AccessGranted,
        Fact::new("namespace/pod-security-lowered"),
        "pods may ask for more of their node than before, or others are refused",
        "Kubernetes refuses pods by this label",
    )
}

/// Returns whether a key is one that only people read.
fn is_ours(key: &str) -> bool {
    ["app.kubernetes.io/", "kafka-blueprint/", "helm.sh/chart"]
        .iter()
        .any(|begin| key.starts_with(begin))
}

fn annotation(scene: &Scene<'_>, field: &FieldChange, key: &str) -> Option<Consequence> {
    let becomes = |text: &str| field.after.as_ref().is_some_and(|value| *value == text);
    let found = match key {
        "strimzi.io/pause-reconciliation" if becomes("true") => Consequence::new(
            Class::Impossible,
            PAUSED,
            "nothing that changes here reaches the cluster any more",
            "the operator leaves a paused resource alone until the annotation goes",
        ),
        "strimzi.io/pause-reconciliation" => Consequence::new(
            Class::Unknown,
            PAUSED,
            "everything that changed during the pause is applied now, and what that is can't be told here",
            "the operator takes the resource up again",
        )
        .action("compare with the revision that was applied before the pause"),
        "strimzi.io/managed" if becomes("false") => Consequence::new(
            Class::Impossible,
            MANAGED,
            "nothing that changes here reaches the topic any more",
            "the Topic Operator leaves an unmanaged topic alone, also when its resource goes",
        ),
        "strimzi.io/managed" => Consequence::new(
            Class::Unknown,
            MANAGED,
            "the topic in Kafka becomes what the resource says, and what it was is not known here",
            "the Topic Operator looks after the topic again, and deletes it with its resource",
        )
        .action("compare with `kafka-topics.sh --describe`; a shorter retention deletes messages"),
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
        "strimzi.io/kraft" | "strimzi.io/node-pools"
            if scene.release(scene.after).is_some_and(|release| !release.needs_kraft_annotations()) =>
        {
            cosmetic("annotations")
        }
        "strimzi.io/kraft" | "strimzi.io/node-pools" => Consequence::new(
            Class::Outage,
            Fact::new("kafka/kraft-annotation"),
            "the operator may take the cluster for one with ZooKeeper, or without node pools",
            "before 0.46 these annotations say which kind of cluster it is; later they are ignored",
        ),
        _ if CD_TOOLS.iter().any(|tool| key.starts_with(tool)) => delivery::annotation(scene, field, key),
        node_ids::NEXT => super::node_ids::changed(scene, field),
        "strimzi.io/remove-node-ids" => super::node_ids::later(),
        connector::RESOURCES if scene.change.id.kind == "KafkaConnect" => connect::resources(field),
        _ if scene.change.id.kind == "KafkaRebalance" && key.starts_with("strimzi.io/") => {
            return rebalance::annotation(scene, field, key);
        }
        _ if key.starts_with("strimzi.io/") => return None,
        _ if is_ours(key) || scene.change.id.group == "kafka.strimzi.io" => cosmetic("annotations"),
        _ => return None,
    };
    Some(found)
}

fn cosmetic(what: &str) -> Consequence {
    Consequence::new(
        Class::Cosmetic,
        COSMETIC,
        format!("the object's {what} differ"),
        "nothing that runs reads them",
    )
}
