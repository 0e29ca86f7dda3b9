//! Every change gets its consequences: by what happened to the object, then field by field.
//!
//! A field that nothing here knows is told as unknown, and a Secret's fields say no more than
//! that they differ. Fields with the same consequence share it.

use super::{
    Consequence, Fact, Restart, alert, budget, config_map, connect, definition, delivery,
    existence, index::Index, ingress, job, kafka, metadata, network_policy, node_pool, reach,
    reading, rights, scene::Scene, secret, service, storage, storage_class, topic, user,
    volume_claim, workload,
};
use crate::{
    change::{Class, Event, FieldChange, ObjectChange, Objects},
    finding::{counted, listed},
};

const UNKNOWN: Fact = Fact::new("unknown/field");

/// Adds what each change does; `before` and `after` are the sets that were compared.
pub fn judge(changes: &mut [ObjectChange], before: &Objects, after: &Objects) {
    let indexes = [Index::default(), Index::default()];
    for change in changes {
        let scene = Scene {
            change,
            before,
            after,
            indexes: [&indexes[0], &indexes[1]],
        };
        let unreached = reach::missing(&scene);
        let mut told = Vec::new();
        match scene.change.event {
            Event::Changed => {}
            _ => join(&mut told, existence::of(&scene)),
        }
        // An object with another name is made anew, so that its fields are part of that.
        let renamed = matches!(scene.change.event, Event::Renamed { .. });
        for field in scene.change.fields.iter().filter(|_| !renamed) {
            let known = match &unreached {
                Some(why) if field.path.is_below(&["spec"]) => vec![why.clone()],
                _ => known(&scene, field),
            };
            let fitting = if known.is_empty() {
                vec![unknown()]
            } else {
                known
            };
            let fitting = fitting
                .into_iter()
                .map(|found| found.of([field.path.clone()]));
            join(&mut told, fitting.collect());
        }
        storage::settle(&mut told);
        told.sort_by_key(|found| found.class);
        let fields = &scene.change.fields;
        let fields = fields
            .iter()
            .map(|field| reading::read(&scene, field))
            .collect();
        change.fields = fields;
        change.consequences = told;
    }
}

/// Returns what the difference of one field does; nothing where no rule knows it.
fn known(scene: &Scene<'_>, field: &FieldChange) -> Vec<Consequence> {
    let id = &scene.change.id;
    let about_metadata = metadata::field(scene, field);
    if !about_metadata.is_empty() {
        return about_metadata;
    }
    match (id.group.as_str(), id.kind.as_str()) {
        ("kafka.strimzi.io", "KafkaTopic") => topic::field(scene, field),
        ("kafka.strimzi.io", "KafkaUser") => user::field(scene, field),
        ("kafka.strimzi.io", "KafkaNodePool") => node_pool::field(scene, field),
        ("kafka.strimzi.io", "Kafka") => kafka::field(scene, field),
        ("kafka.strimzi.io", _) => connect::field(scene, field),
        ("argoproj.io", "Application") | ("kustomize.toolkit.fluxcd.io", "Kustomization") => {
            delivery::field(scene, field)
        }
        ("apps", "Deployment" | "StatefulSet" | "DaemonSet") => workload::field(scene, field),
        ("batch", "Job" | "CronJob") => job::field(scene, field),
        ("", "PersistentVolumeClaim") => volume_claim::field(field),
        ("", "Service") => service::field(scene, field),
        ("", "Secret") => secret::field(scene, field),
        ("storage.k8s.io", "StorageClass") => storage_class::field(field),
        ("", "ConfigMap") => config_map::field(scene, field),
        ("networking.k8s.io", "Ingress") => ingress::field(field),
        ("networking.k8s.io", "NetworkPolicy") => network_policy::field(scene, field),
        ("policy", "PodDisruptionBudget") => budget::field(field),
        ("rbac.authorization.k8s.io", _) => rights::field(scene, field),
        ("monitoring.coreos.com", "PrometheusRule") => alert::field(field),
        ("monitoring.coreos.com", _) => alert::scrape(field),
        ("apiextensions.k8s.io", "CustomResourceDefinition") => definition::field(field),
        _ => Vec::new(),
    }
}

fn unknown() -> Consequence {
    Consequence::new(
        Class::Unknown,
        UNKNOWN,
        "it is not known what this does",
        "no rule is about this field of this kind",
    )
    .action("read the difference, and the documentation of the field")
}

/// Adds consequences; one that is there already gets the fields, pods and people of the new one.
fn join(told: &mut Vec<Consequence>, more: Vec<Consequence>) {
    for found in more {
        let same = |known: &&mut Consequence| {
            known.class == found.class
                && known.fact == found.fact
                && known.effect == found.effect
                && known.reason == found.reason
                && known.action == found.action
        };
        match told.iter_mut().find(same) {
            Some(known) => {
                known.fields.extend(found.fields);
                known.restarts.extend(found.restarts);
                known.restarts.sort();
                known.restarts.dedup();
                *known = known.clone().who(found.who);
            }
            None => told.push(found),
        }
    }
}

/// Names pods that restart, such as `3 pods of node pool brokers`.
#[must_use]
pub fn pods(restarts: &[Restart]) -> String {
    let named = restarts.iter().map(|restart| match restart.pods {
        Some(count) => {
            let count = usize::try_from(count).unwrap_or(usize::MAX);
            format!("{} of {}", counted(count, "pod", "pods"), restart.what)
        }
        None => format!("the pods of {}", restart.what),
    });
    let named: Vec<String> = named.collect();
    if named.is_empty() {
        return "the nodes".to_owned();
    }
    listed(&named)
}
