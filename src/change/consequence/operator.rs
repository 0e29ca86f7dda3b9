//! The Deployment of the Cluster Operator: its release, and the settings in its environment that
//! reach every cluster.

use serde_json::Value;

use super::{Consequence, Fact, scene::Scene, watch};
use crate::{
    catalog::{
        kafka::KafkaVersion,
        operator::{Release, upgrade_rules},
    },
    change::{Class, FieldChange, Step},
};

/// Returns what a field of a workload does to the clusters, beside the restart of the operator;
/// nothing where it is not the operator's.
pub fn field(scene: &Scene<'_>, field: &FieldChange) -> Vec<Consequence> {
    let runs_operator = |side: &Value| {
        let containers = side["spec"]["template"]["spec"]["containers"].as_array();
        containers.into_iter().flatten().any(|container| {
            let image = container["image"].as_str().unwrap_or_default();
            image.contains("/operator:")
                || image.starts_with("operator:")
                || image.contains("/operator@")
        })
    };
    if !runs_operator(scene.was()) && !runs_operator(scene.now()) {
        return Vec::new();
    }
    match field.path.last() {
        Some("image") => release(scene, field),
        _ => match variable(field) {
            Some(name) => environment(scene, field, name),
            None => Vec::new(),
        },
    }
}

/// Returns the name of the variable that a field is, or is about.
fn variable(field: &FieldChange) -> Option<&str> {
    let steps = field.path.steps();
    let at = steps
        .iter()
        .position(|step| matches!(step, Step::Key(key) if key == "env"))?;
    match steps.get(at + 1) {
        Some(Step::Item(name)) => Some(name.as_str()),
        _ => None,
    }
}

/// Returns what a setting of the operator does to the clusters.
fn environment(scene: &Scene<'_>, field: &FieldChange, name: &str) -> Vec<Consequence> {
    let told = |class, fact, effect: &str, reason: &str| {
        vec![Consequence::new(class, Fact::new(fact), effect, reason)]
    };
    let off = field
        .after
        .as_ref()
        .is_some_and(|value| value == "false" || value["value"] == "false");
    match name {
        // Another release says the same of itself already.
        _ if restarts_nodes(name) && changes_release(scene) => Vec::new(),
        _ if restarts_nodes(name) => vec![pods_of_nodes(scene, name)],
        watch::VARIABLE => watch::changed(scene),
        "STRIMZI_CUSTOM_RESOURCE_SELECTOR" => told(
            Class::Outage,
            "operator/selector",
            "the operator looks after other clusters, and no more after those that it leaves",
            "it watches the resources whose labels fit",
        ),
        "STRIMZI_NETWORK_POLICY_GENERATION" if off => told(
            Class::AccessGranted,
            "operator/policies-off",
            "the operator makes no network policies any more, and every pod may connect to every listener",
            "where no policy selects a pod, it takes everything",
        ),
        "STRIMZI_NETWORK_POLICY_GENERATION" => told(
            Class::AccessRemoved,
            "operator/policies-on",
            "the operator makes network policies, and pods connect only where one allows it",
            "listeners without peers stay open, the other ports are closed",
        ),
        "STRIMZI_POD_DISRUPTION_BUDGET_GENERATION" if off => told(
            Class::AccessRemoved,
            "operator/budgets-off",
            "a drain of Kubernetes nodes may stop several brokers at once",
            "the operator makes no PodDisruptionBudgets any more",
        ),
        "STRIMZI_FEATURE_GATES" => told(
            Class::Unknown,
            "operator/feature-gates",
            "the operator works otherwise, and it is not known what that does to the clusters",
            "a feature gate turns a part of the operator on or off",
        ),
        _ => Vec::new(),
    }
}

fn changes_release(scene: &Scene<'_>) -> bool {
    let [was, now] =
        [scene.before, scene.after].map(|side| scene.release(side).map(Release::number));
    was != now
}

fn pods_of_nodes(scene: &Scene<'_>, name: &str) -> Consequence {
    let restarts = scene.restarts_of(scene.after.of_kind("KafkaNodePool"));
    Consequence::new(
        Class::RollingRestart,
        Fact::new("operator/pods"),
        "the operator may restart every node that it looks after, one at a time",
        format!("`{name}` says what the pods of the nodes are like"),
    )
    .restarts(restarts)
}

/// Returns whether a variable is part of the pods of every node.
fn restarts_nodes(name: &str) -> bool {
    let known = [
        "STRIMZI_KAFKA_IMAGES",
        "STRIMZI_DEFAULT_KAFKA_INIT_IMAGE",
        "STRIMZI_IMAGE_PULL_POLICY",
        "STRIMZI_IMAGE_PULL_SECRETS",
        "STRIMZI_POD_SECURITY_PROVIDER_CLASS",
        "STRIMZI_LABELS_EXCLUSION_PATTERN",
        "KUBERNETES_SERVICE_DNS_DOMAIN",
    ];
    known.contains(&name)
}

/// Returns what another release of the operator does, and why it may not be the next one.
fn release(scene: &Scene<'_>, field: &FieldChange) -> Vec<Consequence> {
    let numbers = [scene.before, scene.after].map(|side| scene.release(side).map(Release::number));
    let [Some(was), Some(now)] = numbers else {
        return vec![unknown_release()];
    };
    if was == now {
        return Vec::new();
    }
    let restarts = scene.restarts_of(scene.after.of_kind("KafkaNodePool"));
    let action = if now < was {
        "going back is not tested by Strimzi; read the release's notes"
    } else {
        "apply the new release's custom resource definitions first"
    };
    let mut told = refused_step(scene);
    let of_operator = field.before.is_some() && field.after.is_some();
    told.extend(of_operator.then(|| {
        Consequence::new(
            Class::RollingRestart,
            Fact::new("operator/release"),
            format!(
                "the Cluster Operator goes from {was} to {now}, and restarts every node that it looks after"
            ),
            "each release brings its own images for all nodes",
        )
        .action(action)
        .restarts(restarts)
    }));
    told
}

fn unknown_release() -> Consequence {
    Consequence::new(
        Class::Unknown,
        Fact::new("operator/release-unknown"),
        "another operator may restart every node that it looks after, and refuse what the old one took",
        "the tag of its image names no release that is known here",
    )
    .action("read the release's notes")
}

/// Returns why a step of the Cluster Operator is not one that Strimzi allows.
fn refused_step(scene: &Scene<'_>) -> Vec<Consequence> {
    let (Some(was), Some(now)) = (scene.release(scene.before), scene.release(scene.after)) else {
        return Vec::new();
    };
    let skipped = upgrade_rules()
        .iter()
        .filter(|rule| match (rule.to, rule.via) {
            (Some(begin), Some(via)) => {
                was.number() < begin && now.number() >= begin && !via.contains(was.number())
            }
            _ => false,
        });
    let mut told: Vec<Consequence> = skipped
        .map(|rule| {
            Consequence::new(
                Class::Impossible,
                Fact::new("operator/step-refused"),
                "the API server refuses the new custom resource definitions",
                rule.rule.trim_end_matches('.'),
            )
            .action("go in steps; `blueprint upgrade` lists them")
        })
        .collect();
    told.extend(unsupported(scene, now));
    told
}

/// Returns the clusters whose Kafka the new operator does not run.
fn unsupported(scene: &Scene<'_>, release: &Release) -> Vec<Consequence> {
    let clusters = scene.after.of_kind("Kafka").filter_map(|(id, kafka)| {
        let version: KafkaVersion = kafka["spec"]["kafka"]["version"].as_str()?.parse().ok()?;
        release
            .kafka(version)
            .is_none()
            .then_some((&id.name, version))
    });
    let each = clusters.map(|(name, version)| {
        Consequence::new(
            Class::Impossible,
            Fact::new("operator/kafka-unsupported"),
            format!("the operator refuses the cluster `{name}` and changes nothing of it"),
            format!("it does not run Kafka {version}"),
        )
        .action("go in steps; `blueprint upgrade` lists them")
    });
    each.collect()
}
