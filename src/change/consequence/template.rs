//! `template` fields of Strimzi's resources: those of pods restart them, the others do not.

use serde_json::Value;

use super::{Consequence, Fact, Restart, judge::pods, kafka::overridden, scene::Scene};
use crate::change::{Class, FieldChange, Step};

/// Since which release a pool's template takes the place of the cluster's part by part; before, a
/// pool with a template has nothing of the cluster's (`KafkaPool.processTemplate`).
const MERGED_SINCE: &str = "0.49.0";

/// Returns what a difference below `template` of a cluster does: pools with a template of their own
/// do not notice it.
pub fn of_cluster(scene: &Scene<'_>, field: &FieldChange) -> Vec<Consequence> {
    let part = match field.path.steps().get(3) {
        Some(Step::Key(part)) => part.as_str(),
        _ => "",
    };
    let whole = scene.is_older_than(scene.after, MERGED_SINCE);
    let own = |pool: &Value| {
        let template = &pool["spec"]["template"];
        if whole {
            !template.is_null()
        } else {
            !template[part].is_null()
        }
    };
    let restarts = scene.nodes_where(|pool| !own(pool));
    if restarts.is_empty() && scene.pools(scene.after).next().is_some() {
        return vec![overridden()];
    }
    of_nodes(field, restarts)
}

/// Returns what a difference below `template` of the nodes does.
pub fn of_nodes(field: &FieldChange, restarts: Vec<Restart>) -> Vec<Consequence> {
    let mut steps = field.path.steps().iter();
    let part = steps
        .by_ref()
        .find(|step| matches!(step, Step::Key(key) if key == "template"));
    let Some(Step::Key(part)) = part.and_then(|_| steps.next()) else {
        return Vec::new();
    };
    match part.as_str() {
        "pod" | "kafkaContainer" | "initContainer" => vec![
            Consequence::new(
                Class::RollingRestart,
                Fact::new("kafka/pod-template"),
                format!("{} restart one at a time", pods(&restarts)),
                "a pod can't be changed, so the operator makes it anew",
            )
            .restarts(restarts),
        ],
        "bootstrapService"
        | "brokersService"
        | "externalBootstrapService"
        | "perPodService"
        | "perPodIngress"
        | "perPodRoute"
        | "externalBootstrapIngress"
        | "externalBootstrapRoute"
        | "podDisruptionBudget"
        | "persistentVolumeClaim"
        | "podSet"
        | "clusterCaCert"
        | "serviceAccount"
        | "clusterRoleBinding"
        | "jmxSecret" => vec![Consequence::new(
            Class::Dynamic,
            Fact::new("kafka/template"),
            "objects beside the pods get other labels, annotations or settings",
            "the operator changes them while everything runs",
        )],
        _ => Vec::new(),
    }
}
