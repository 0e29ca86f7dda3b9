//! Deployments and their kin: their pods restart when the template changes, and not otherwise.

use serde_json::Value;

use super::{Consequence, Fact, Restart, consumer_group, operator, scene::Scene};
use crate::change::{Class, FieldChange, unit::number};

/// Returns what the difference does.
pub fn field(scene: &Scene<'_>, field: &FieldChange) -> Vec<Consequence> {
    let path = &field.path;
    if path.is_below(&["spec", "selector"]) {
        return vec![
            Consequence::new(
                Class::Impossible,
                Fact::new("workload/selector"),
                "the API server refuses it",
                "the selector of a workload can't change",
            )
            .action("delete the workload first, or give it another name"),
        ];
    }
    if path.is(&["spec", "replicas"]) {
        return vec![replicas(field)];
    }
    if let Some(key) = OF_STATEFUL_SET
        .iter()
        .find(|key| path.is_below(&["spec", key]))
    {
        return vec![refused(key)];
    }
    if path.is(&["spec", "paused"]) {
        return vec![paused(field)];
    }
    if !path.is_below(&["spec", "template"]) {
        let known = [
            "updateStrategy",
            "persistentVolumeClaimRetentionPolicy",
            "strategy",
            "revisionHistoryLimit",
            "progressDeadlineSeconds",
            "minReadySeconds",
        ];
        let settings = known.iter().any(|key| path.is_below(&["spec", key]));
        return if settings {
            vec![settings_of_roll()]
        } else {
            Vec::new()
        };
    }
    let mut told = vec![restart(scene)];
    told.extend(operator::field(scene, field));
    told.extend(consumer_group::of_workload(field));
    told
}

/// What the API server lets nobody change of a StatefulSet.
const OF_STATEFUL_SET: [&str; 3] = ["podManagementPolicy", "serviceName", "volumeClaimTemplates"];

fn refused(key: &str) -> Consequence {
    Consequence::new(
        Class::Impossible,
        Fact::new("workload/unchangeable"),
        "the API server refuses it",
        format!("`{key}` of a StatefulSet can't change"),
    )
    .action("delete the StatefulSet with `--cascade=orphan` first, or give it another name")
}

fn waits() -> Consequence {
    Consequence::new(
        Class::Impossible,
        Fact::new("workload/paused"),
        "changes of its pods wait until it goes on",
        "a paused Deployment replaces no pod",
    )
}

fn paused(field: &FieldChange) -> Consequence {
    if field.after == Some(Value::Bool(true)) {
        return waits();
    }
    Consequence::new(
        Class::RollingRestart,
        Fact::new("workload/resumed"),
        "its pods are replaced, if they changed during the pause",
        "the Deployment goes on where it stopped",
    )
}

fn replicas(field: &FieldChange) -> Consequence {
    if field.after.as_ref().and_then(number) == Some(0) {
        return Consequence::new(
            Class::Outage,
            Fact::new("workload/stopped"),
            "its pods stop, and none is left",
            "it has no replicas any more",
        );
    }
    Consequence::new(
        Class::Dynamic,
        Fact::new("workload/replicas"),
        "pods are added or taken away; the others run on",
        "Kubernetes changes the number of pods without touching those that stay",
    )
}

fn settings_of_roll() -> Consequence {
    Consequence::new(
        Class::Dynamic,
        Fact::new("workload/rollout"),
        "later restarts go otherwise",
        "the field is about how pods are replaced, and replaces none",
    )
}

fn restart(scene: &Scene<'_>) -> Consequence {
    let id = &scene.change.id;
    let spec = &scene.now()["spec"];
    let restarts = vec![Restart {
        what: format!("{} {}", id.kind, id.name),
        pods: spec["replicas"]
            .as_u64()
            .or((id.kind == "Deployment").then_some(1)),
    }];
    if spec["updateStrategy"]["type"] == "OnDelete" {
        return Consequence::new(
            Class::Dynamic,
            Fact::new("workload/on-delete"),
            format!(
                "the pods of {} {} stay as they are until somebody deletes them",
                id.kind, id.name
            ),
            "its update strategy is `OnDelete`",
        );
    }
    if spec["replicas"] == 0 {
        return Consequence::new(
            Class::Cosmetic,
            Fact::new("workload/without-pods"),
            "no pod runs that could restart",
            "it has no replicas",
        );
    }
    if spec["paused"] == true {
        return waits();
    }
    let at_once = spec["strategy"]["type"] == "Recreate";
    if at_once {
        return Consequence::new(
            Class::Outage,
            Fact::new("workload/recreated"),
            format!(
                "all pods of {} {} stop before new ones start",
                id.kind, id.name
            ),
            "its strategy is `Recreate`",
        )
        .restarts(restarts);
    }
    Consequence::new(
        Class::RollingRestart,
        Fact::new("workload/restarted"),
        format!("the pods of {} {} are replaced", id.kind, id.name),
        "a pod can't be changed, so the workload makes it anew",
    )
    .restarts(restarts)
}
