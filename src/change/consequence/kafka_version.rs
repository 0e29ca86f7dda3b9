//! The version of Kafka and the metadata version of a cluster.

use serde_json::Value;

use super::{Consequence, Fact, judge::pods, scene::Scene};
use crate::{
    catalog::{
        kafka::{KafkaVersion, MetadataVersion},
        operator::Release,
    },
    change::{Class, FieldChange},
};

/// Returns what another version of Kafka does.
pub fn version(scene: &Scene<'_>, field: &FieldChange) -> Vec<Consequence> {
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
    let or_default = |version: Option<KafkaVersion>, side| {
        version.or_else(|| scene.release(side).map(Release::default_kafka))
    };
    let before = or_default(read(&field.before), scene.before);
    let after = or_default(read(&field.after), scene.after);
    if let (Some(release), Some(after)) = (scene.release(scene.after), after)
        && release.kafka(after).is_none()
    {
        return vec![refused_version(release)];
    }
    let mut told = match (before, after) {
        (Some(before), Some(after)) if after == before => Vec::new(),
        (Some(before), Some(after)) if after.number() < before.number() => {
            downgrade(scene, after, restart)
        }
        _ => vec![restart("every node runs the image of its version").action(steps(scene))],
    };
    if field.after.is_none() {
        told.push(unset());
    } else if told.is_empty() {
        told.push(pinned());
    }
    told
}

fn unset() -> Consequence {
    Consequence::new(
        Class::Dynamic,
        Fact::new("kafka/version-unset"),
        "every upgrade of the operator raises Kafka with it from now on",
        "without a version the operator runs its default, and each release has another one",
    )
    .action("say the version, and raise it in a step of its own")
}

fn pinned() -> Consequence {
    Consequence::new(
        Class::Dynamic,
        Fact::new("kafka/version-pinned"),
        "Kafka stays at this version until somebody raises it",
        "it is the operator's default, which runs already",
    )
}

/// Says how to go on with another version, and to part what can't be taken back together.
fn steps(scene: &Scene<'_>) -> &'static str {
    let metadata = |kafka: &Value| kafka["spec"]["kafka"]["metadataVersion"].clone();
    if metadata(scene.was()) == metadata(scene.now()) {
        "raise `metadataVersion` only when the new version has proved itself"
    } else {
        "make two steps of it: the version now, `metadataVersion` when it has proved itself"
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

/// Returns what another metadata version does.
pub fn metadata(scene: &Scene<'_>, field: &FieldChange) -> Consequence {
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
    if let (Some(before), Some(after)) = (before, after)
        && after < before
    {
        return lowered(before, after);
    }
    if field.before.is_some() && field.after.is_none() {
        return Consequence::new(
            Class::Irreversible,
            Fact::new("kafka/metadata-version-unset"),
            "the operator raises the metadata version by itself, now and after every upgrade, and Kafka \
             can't be set back afterwards",
            "without a metadata version it follows the version of Kafka",
        )
        .action("say the metadata version, and raise it in a step of its own");
    }
    if matches!((before, after), (Some(before), Some(after)) if after.can_go_back_to(before)) {
        return Consequence::new(
            Class::Dynamic,
            fact,
            "what Kafka keeps of the cluster gets a newer version, in the same form",
            "no level between the two changed the form of the metadata, so Kafka lets it be lowered again \
             unless another feature depends on it",
        )
        .action("run with the new version of Kafka for some days before");
    }
    Consequence::new(
        Class::Irreversible,
        fact,
        "Kafka can't be set back to an older version afterwards",
        "the metadata are written in a form that older versions can't read",
    )
    .action("run with the new version of Kafka for some days before")
}

fn lowered(before: MetadataVersion, after: MetadataVersion) -> Consequence {
    let fact = Fact::new("kafka/metadata-version");
    if before.can_go_back_to(after) {
        return Consequence::new(
            Class::Dynamic,
            fact,
            "the metadata version goes back, unless another feature of the cluster depends on it",
            "no level between the two changed the form of the metadata (`SAFE_DOWNGRADE`)",
        )
        .action("see with `kafka-features.sh describe` what came of it");
    }
    Consequence::new(
        Class::Reverted,
        fact,
        "the cluster's metadata stay at the newer version",
        "Kafka refuses to lower the metadata version where data could be lost, and the operator \
         reports `MetadataUpdateFailed`",
    )
}
