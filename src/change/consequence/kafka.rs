//! Fields of the `Kafka` resource, each handed to what it is about.

use serde_json::Value;

use super::{
    Consequence, Fact, Restart, authorization, broker_config, certificate_authority, component,
    judge::pods, kafka_version, listener, logging, quota, scene::Scene, template,
};
use crate::change::{Class, FieldChange};

/// Fields below `spec.kafka` that become part of the pods.
const OF_PODS: [&str; 9] = [
    "brokerRackInitImage",
    "image",
    "jmxOptions",
    "jvmOptions",
    "livenessProbe",
    "rack",
    "readinessProbe",
    "resources",
    "tieredStorage",
];

/// Fields that a node pool has too, and then has instead (`KafkaPool`).
const OF_POOLS: [&str; 2] = ["jvmOptions", "resources"];

/// Fields that clusters with ZooKeeper had; with node pools nothing looks at them.
const IGNORED: [&[&str]; 3] = [
    &["spec", "zookeeper"],
    &["spec", "kafka", "replicas"],
    &["spec", "kafka", "storage"],
];

/// Returns what the difference does.
pub fn field(scene: &Scene<'_>, field: &FieldChange) -> Vec<Consequence> {
    let below = |part: &str| field.path.is_below(&["spec", "kafka", part]);
    if field.path.is(&["spec", "kafka", "version"]) {
        return kafka_version::version(scene, field);
    }
    if field.path.is(&["spec", "kafka", "metadataVersion"]) {
        return vec![kafka_version::metadata(scene, field)];
    }
    if field.path.is(&["spec", "kafka", "config", "*"]) {
        return broker_config::field(scene, field);
    }
    if below("listeners") {
        return listener::field(scene, field);
    }
    if below("authorization") {
        return authorization::field(scene, field);
    }
    if below("quotas") {
        return quota::field(scene, field);
    }
    if below("template") {
        return template::of_cluster(scene, field);
    }
    if below("logging") {
        return logging::field(scene, field);
    }
    if below("metricsConfig") {
        return vec![metrics(scene, field)];
    }
    if let Some(part) = OF_PODS.into_iter().find(|part| below(part)) {
        return vec![of_pods(scene, part)];
    }
    elsewhere(scene, field)
}

fn elsewhere(scene: &Scene<'_>, field: &FieldChange) -> Vec<Consequence> {
    let pools = scene.pools(scene.after).next().is_some();
    if pools && IGNORED.iter().any(|keys| field.path.is_below(keys)) {
        return vec![Consequence::new(
            Class::Cosmetic,
            Fact::new("kafka/ignored"),
            "nothing changes",
            "a cluster with node pools does not look at this field",
        )];
    }
    if field.path.is_below(&["spec", "maintenanceTimeWindows"]) {
        return vec![Consequence::new(
            Class::Dynamic,
            Fact::new("kafka/maintenance-window"),
            "certificates are renewed at other times",
            "the operator does only certificate renewals within the windows",
        )];
    }
    let found = certificate_authority::field(scene, field);
    if found.is_empty() {
        return component::field(scene, field);
    }
    found
}

fn of_pods(scene: &Scene<'_>, part: &str) -> Consequence {
    let own = |pool: &Value| OF_POOLS.contains(&part) && !pool["spec"][part].is_null();
    let restarts = scene.nodes_where(|pool| !own(pool));
    if restarts.is_empty() && scene.pools(scene.after).next().is_some() {
        return overridden();
    }
    nodes(
        restarts,
        "the field is part of every pod that has no value of its own in its pool",
    )
}

/// States that every pool has a value of its own.
pub(super) fn overridden() -> Consequence {
    Consequence::new(
        Class::Cosmetic,
        Fact::new("kafka/overridden"),
        "nothing changes",
        "every node pool of the cluster has a value of its own, which holds instead",
    )
}

fn nodes(restarts: Vec<Restart>, reason: &str) -> Consequence {
    let effect = format!("{} restart one at a time", pods(&restarts));
    let fact = Fact::new("kafka/pods");
    Consequence::new(Class::RollingRestart, fact, effect, reason).restarts(restarts)
}

fn metrics(scene: &Scene<'_>, field: &FieldChange) -> Consequence {
    if field.path.last() == Some("type") {
        return nodes(
            scene.nodes(None),
            "what measures a node is loaded when it starts",
        );
    }
    Consequence::new(
        Class::Dynamic,
        Fact::new("kafka/observation"),
        "nodes measure otherwise, and alerts and dashboards may miss a metric",
        "the exporter reads its rules again when their file changes",
    )
}
