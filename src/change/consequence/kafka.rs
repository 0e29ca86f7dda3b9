//! Fields of the `Kafka` resource: versions, configuration, and the components that the Cluster
//! Operator makes of it.

use serde_json::Value;

use super::{Consequence, Fact, Restart, config, judge::pods, listener, scene::Scene, template};
use crate::{
    catalog::{
        kafka::{KafkaVersion, MetadataVersion},
        operator::Release,
    },
    change::{Class, FieldChange},
};

/// Returns what the difference does.
pub fn field(scene: &Scene<'_>, field: &FieldChange) -> Vec<Consequence> {
    let path = &field.path;
    let Some(part) = path.steps().get(1).map(|_| path) else {
        return Vec::new();
    };
    if part.is(&["spec", "kafka", "version"]) {
        return version(scene, field);
    }
    if part.is(&["spec", "kafka", "metadataVersion"]) {
        return vec![metadata_version(scene, field)];
    }
    if part.is(&["spec", "kafka", "config", "*"]) {
        return config::of_broker(scene, field);
    }
    if part.is_below(&["spec", "kafka", "listeners"]) {
        return listener::field(scene, field);
    }
    if part.is_below(&["spec", "kafka", "authorization"]) {
        return authorization(scene, field);
    }
    if part.is_below(&["spec", "kafka", "template"]) {
        return template::of_nodes(field, scene.nodes(None));
    }
    if part.is_below(&["spec", "kafka", "logging"])
        || part.is_below(&["spec", "kafka", "metricsConfig"])
    {
        return vec![observed(scene, field)];
    }
    if restarts_nodes(field) {
        return vec![nodes(scene)];
    }
    if part.is(&["spec", "maintenanceTimeWindows"]) {
        return vec![Consequence::new(
            Class::Dynamic,
            Fact::new("kafka/maintenance-window"),
            "certificates are renewed at other times",
            "the operator does only certificate renewals within the windows",
        )];
    }
    component(field)
}

/// Fields below `spec.kafka` that become part of the pods.
fn restarts_nodes(field: &FieldChange) -> bool {
    [
        "resources",
        "jvmOptions",
        "image",
        "rack",
        "livenessProbe",
        "readinessProbe",
        "jmxOptions",
        "quotas",
        "tieredStorage",
    ]
    .iter()
    .any(|part| field.path.is_below(&["spec", "kafka", part]))
}

fn nodes(scene: &Scene<'_>) -> Consequence {
    let restarts = scene.nodes(None);
    Consequence::new(
        Class::RollingRestart,
        Fact::new("kafka/pods"),
        format!("{} restart one at a time", pods(&restarts)),
        "the field is part of every pod that has no value of its own in its pool",
    )
    .restarts(restarts)
}

fn version(scene: &Scene<'_>, field: &FieldChange) -> Vec<Consequence> {
    let read =
        |value: &Option<Value>| -> Option<KafkaVersion> { value.as_ref()?.as_str()?.parse().ok() };
    let fact = Fact::new("kafka/version");
    let restarts = scene.nodes(None);
    let restart = |reason: &str| {
        Consequence::new(
            Class::RollingRestart,
            fact,
            format!(
                "{} restart one at a time with the other version",
                pods(&restarts)
            ),
            reason,
        )
        .restarts(restarts.clone())
    };
    let (before, after) = (read(&field.before), read(&field.after));
    if let (Some(release), Some(after)) = (Scene::release(scene.after), after)
        && release.kafka(after).is_none()
    {
        return vec![refused_version(release)];
    }
    match (before, after) {
        (Some(before), Some(after)) if after.number() < before.number() => {
            downgrade(scene, after, restart)
        }
        _ => vec![
            restart("every node runs the image of its version")
                .action("raise `metadataVersion` only when the new version has proved itself"),
        ],
    }
}

fn refused_version(release: &Release) -> Consequence {
    Consequence::new(
        Class::Impossible,
        Fact::new("kafka/version-unsupported"),
        "the operator refuses the resource and changes nothing",
        format!(
            "the operator {} does not run this version of Kafka",
            release.number()
        ),
    )
    .action("upgrade the operator first, or choose a version that it runs")
}

fn downgrade(
    scene: &Scene<'_>,
    after: KafkaVersion,
    restart: impl Fn(&str) -> Consequence,
) -> Vec<Consequence> {
    let metadata = scene.was()["spec"]["kafka"]["metadataVersion"].as_str();
    let metadata: Option<MetadataVersion> = metadata.and_then(|text| text.parse().ok());
    match metadata {
        Some(metadata) if metadata.runs_on(after) => vec![
            restart("the metadata version is one that the older Kafka can read"),
        ],
        _ => vec![
            Consequence::new(
                Class::Impossible,
                Fact::new("kafka/downgrade"),
                "the operator refuses to go back and changes nothing",
                "the cluster's metadata are of a version that the older Kafka can't read, or follow the \
                 version of Kafka by themselves",
            )
            .action("stay on the newer version; pin `metadataVersion` before the next upgrade"),
        ],
    }
}

fn metadata_version(scene: &Scene<'_>, field: &FieldChange) -> Consequence {
    let read = |value: &Option<Value>| -> Option<MetadataVersion> {
        value.as_ref()?.as_str()?.parse().ok()
    };
    let fact = Fact::new("kafka/metadata-version");
    let (before, after) = (read(&field.before), read(&field.after));
    let kafka = scene.kafka_version(scene.after);
    if let (Some(after), Some(kafka)) = (after, kafka)
        && !after.runs_on(kafka)
    {
        return Consequence::new(
            Class::Reverted,
            fact,
            "the operator drops it and goes on with the current one",
            "it is newer than the version of Kafka",
        )
        .action("raise the version of Kafka first");
    }
    if matches!((before, after), (Some(before), Some(after)) if after < before) {
        return Consequence::new(
            Class::Reverted,
            fact,
            "the cluster's metadata stay at the newer version",
            "Kafka refuses to lower the metadata version where data could be lost, and the operator \
             reports `MetadataUpdateFailed`",
        );
    }
    Consequence::new(
        Class::Irreversible,
        fact,
        "Kafka can't be set back to an older version afterwards",
        "the metadata are written in a form that older versions can't read",
    )
    .action("run with the new version of Kafka for some days before")
}

fn authorization(scene: &Scene<'_>, field: &FieldChange) -> Vec<Consequence> {
    let restarts = scene.nodes(None);
    let roll = Consequence::new(
        Class::RollingRestart,
        Fact::new("kafka/authorization-restart"),
        format!("{} restart one at a time", pods(&restarts)),
        "the authorizer and its super users are read when a node starts",
    )
    .restarts(restarts);
    let off = scene.now()["spec"]["kafka"]["authorization"].is_null();
    let on = scene.was()["spec"]["kafka"]["authorization"].is_null();
    let access = if off {
        Consequence::new(
            Class::AccessGranted,
            Fact::new("kafka/authorization-off"),
            "everyone who gets in may do everything",
            "without an authorizer no right is asked for",
        )
    } else if on {
        Consequence::new(
            Class::AccessRemoved,
            Fact::new("kafka/authorization-on"),
            "whoever has no right of its own is refused",
            "the authorizer refuses what no access control list allows",
        )
    } else {
        Consequence::new(
            if field.after.is_none() {
                Class::AccessRemoved
            } else {
                Class::AccessGranted
            },
            Fact::new("kafka/authorization"),
            "other principals are super users, or another authorizer decides",
            "a super user may do everything, without access control lists",
        )
    };
    vec![roll, access]
}

fn observed(scene: &Scene<'_>, field: &FieldChange) -> Consequence {
    let whole = field.path.steps().len() == 3 || field.path.last() == Some("type");
    if whole && field.path.is_below(&["spec", "kafka", "metricsConfig"]) {
        return nodes(scene);
    }
    Consequence::new(
        Class::Dynamic,
        Fact::new("kafka/observation"),
        "nodes log or measure otherwise",
        "the operator changes loggers while a node runs; other logging settings need a restart",
    )
}

/// Returns what a field of a component beside the nodes does: it restarts, appears or goes.
fn component(field: &FieldChange) -> Vec<Consequence> {
    let parts = [
        ("entityOperator", "the Entity Operator"),
        ("cruiseControl", "Cruise Control"),
        ("kafkaExporter", "Kafka Exporter"),
    ];
    let Some((key, name)) = parts
        .into_iter()
        .find(|(key, _)| field.path.is_below(&["spec", key]))
    else {
        return Vec::new();
    };
    let operator = |operator| field.path.is(&["spec", "entityOperator", operator]);
    let gone = field.after.is_none()
        && (field.path.is(&["spec", key]) || operator("topicOperator") || operator("userOperator"));
    if gone {
        let part = field.path.last().unwrap_or(key);
        return vec![Consequence::new(
            Class::Outage,
            Fact::new("kafka/component-removed"),
            format!("the {part} goes, and nobody does its work any more"),
            "the operator deletes its Deployment; resources that it looked after stay as they are",
        )];
    }
    vec![
        Consequence::new(
            Class::RollingRestart,
            Fact::new("kafka/component"),
            format!("{name} restarts; brokers and clients do not notice it"),
            "the field is part of its pod",
        )
        .restarts(vec![Restart {
            what: name.to_owned(),
            pods: Some(1),
        }]),
    ]
}
