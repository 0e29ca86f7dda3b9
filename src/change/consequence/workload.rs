//! Deployments and their kin: their pods restart when the template changes, and not otherwise.

use serde_json::Value;

use super::{Consequence, Fact, Restart, scene::Scene};
use crate::{
    catalog::{
        kafka::KafkaVersion,
        operator::{Release, upgrade_rules},
    },
    change::{Class, FieldChange, unit::number},
};

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
    if !path.is_below(&["spec", "template"]) {
        let known = [
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
    let upgrade = image(scene, field);
    let mut told = vec![restart(scene)];
    if upgrade.is_some() {
        told.extend(refused_step(scene));
    }
    told.extend(upgrade);
    told
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

/// Returns what another release of the Cluster Operator does, if the field is its image.
fn image(scene: &Scene<'_>, field: &FieldChange) -> Option<Consequence> {
    let text = |value: &Option<Value>| value.as_ref().and_then(Value::as_str).map(str::to_owned);
    let (before, after) = (text(&field.before)?, text(&field.after)?);
    if field.path.last() != Some("image") || !before.contains("/operator:") {
        return None;
    }
    let number = |side| Scene::release(side).map(Release::number);
    let (was, now) = (number(scene.before)?, number(scene.after)?);
    (before != after && was != now).then(|| {
        let all = scene.after.of_kind("KafkaNodePool");
        let restarts = all.map(|(id, pool)| super::scene::restart_of(id, pool)).collect();
        let consequence = Consequence::new(
            Class::RollingRestart,
            Fact::new("operator/release"),
            format!("the Cluster Operator goes from {was} to {now}, and restarts every node that it looks after"),
            "each release brings its own images for all nodes",
        );
        let action = if now < was {
            "going back is not tested by Strimzi; read the release's notes"
        } else {
            "apply the new release's custom resource definitions first"
        };
        consequence.action(action).restarts(restarts)
    })
}

/// Returns why a step of the Cluster Operator is not one that Strimzi allows.
fn refused_step(scene: &Scene<'_>) -> Vec<Consequence> {
    let (Some(was), Some(now)) = (Scene::release(scene.before), Scene::release(scene.after)) else {
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
