//! `template` fields of Strimzi's resources: those of pods restart them, the others do not.

use super::{Consequence, Fact, Restart, judge::pods};
use crate::change::{Class, FieldChange, Step};

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
