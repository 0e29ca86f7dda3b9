//! How a Kafka asks for KRaft, for ZooKeeper, or for the way from one to the other.
//!
//! Strimzi 0.40 to 0.45 go by the annotation `strimzi.io/kraft` and by the state in the status of
//! the Kafka (`KafkaMetadataStateManager`). Manifests have the annotation alone, so how far a
//! migration has come is not known here.

use super::{
    kafka::{self, enabled},
    membership::Cluster,
    node_pool::has_controllers,
    resource::Resource,
    rules::{KRAFT, Told, ZOOKEEPER},
};
use crate::{
    catalog::{
        kafka::MetadataVersion,
        operator::{KraftAnnotations, Release},
    },
    environment::document::Entry,
    finding::{Finding, Outcome},
};

/// The annotation that says where the metadata is kept.
const MODE: &str = "strimzi.io/kraft";

/// The annotation without which node pools are passed over.
const POOLS: &str = "strimzi.io/node-pools";

/// Where a cluster keeps its metadata, by what its Kafka asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// In ZooKeeper.
    ZooKeeper,
    /// On the way to KRaft, or back: both run side by side.
    Migration,
    /// In its own controllers.
    Kraft,
}

/// Returns what the operator of a release takes a Kafka for.
#[must_use]
pub fn mode(kafka: &Resource, release: &Release) -> Mode {
    if release.kraft_annotations() != KraftAnnotations::Select || zookeeper(kafka).is_none() {
        return Mode::Kraft;
    }
    match asked(kafka).as_deref() {
        Some("enabled") => Mode::Kraft,
        Some("migration" | "rollback") => Mode::Migration,
        _ => Mode::ZooKeeper,
    }
}

/// Returns whether a Kafka has a ZooKeeper that it still needs.
#[must_use]
pub fn keeps_zookeeper(kafka: &Resource) -> bool {
    zookeeper(kafka).is_some() && !enabled(kafka, MODE)
}

/// Returns the paths of what [`ZOOKEEPER`] says that a Kafka in KRaft has left over from ZooKeeper,
/// with slashes between their keys.
#[must_use]
pub fn left_over(kafka: &Resource, release: &Release) -> &'static [&'static str] {
    match (mode(kafka, release), release.kraft_annotations()) {
        (Mode::Kraft, KraftAnnotations::Select) => &[
            "spec/zookeeper",
            "spec/kafka/replicas",
            "spec/kafka/storage",
        ],
        (Mode::Kraft, _) => &["spec/zookeeper"],
        (Mode::ZooKeeper | Mode::Migration, _) => &[],
    }
}

/// Returns the value of the annotation; the operator does not tell capital letters from others.
fn asked(kafka: &Resource) -> Option<String> {
    let written = kafka.annotation(MODE)?;
    Some(written.text.to_ascii_lowercase())
}

fn zookeeper(kafka: &Resource) -> Option<&Entry> {
    kafka.entry(&["spec", "zookeeper"])
}

/// Returns what is wrong with how a Kafka asks for KRaft, or for ZooKeeper.
pub fn wrong(cluster: &Cluster<'_>, release: &Release) -> Vec<Finding> {
    let found = match mode(cluster.kafka, release) {
        Mode::ZooKeeper => on_zookeeper(cluster, release),
        Mode::Migration => {
            let annotation = migrating(cluster, release);
            return annotation
                .into_iter()
                .chain(too_old(cluster.kafka, release))
                .chain(at_odds(cluster.kafka))
                .collect();
        }
        Mode::Kraft => return in_kraft(cluster, release),
    };
    found.into_iter().collect()
}

fn on_zookeeper(cluster: &Cluster<'_>, release: &Release) -> Option<Finding> {
    let name = &cluster.kafka.name;
    let place = cluster.kafka.place();
    let number = release.number();
    let mut pools = cluster.pools.iter();
    let controllers = pools.find(|pool| has_controllers(pool));
    let ways = format!(
        "`{MODE}: migration` where the cluster runs and is to move to KRaft, `{MODE}: enabled` where it is new"
    );
    if enabled(cluster.kafka, POOLS) {
        let pool = &controllers?.name;
        let message = format!(
            "the Kafka `{name}` has `spec.zookeeper` and no `{MODE}: enabled`, so Strimzi {number} takes it for one on ZooKeeper and refuses controllers such as those of the node pool `{pool}`"
        );
        let finding = KRAFT.error(place, message).outcome(Outcome::Refused);
        return Some(finding.help(format!("write {ways}, or take the controllers away")));
    }
    cluster.pools.first()?;
    let message = format!(
        "the Kafka `{name}` lacks `{POOLS}: enabled`, without which Strimzi {number} passes over its node pools"
    );
    let finding = KRAFT.error(place, message).outcome(Outcome::Ignored);
    Some(match controllers {
        Some(_) => finding.help(format!("add it below `metadata.annotations`, with {ways}")),
        None => finding.help("add the annotation below `metadata.annotations`"),
    })
}

fn migrating(cluster: &Cluster<'_>, release: &Release) -> Option<Finding> {
    if enabled(cluster.kafka, POOLS) {
        return None;
    }
    let message = format!(
        "the Kafka `{}` lacks `{POOLS}: enabled`, without which Strimzi {} refuses to migrate it",
        cluster.kafka.name,
        release.number()
    );
    let finding = KRAFT.error(cluster.kafka.place(), message);
    let finding = finding.outcome(Outcome::Refused);
    Some(finding.help("add the annotation below `metadata.annotations`"))
}

/// The oldest Kafka that Strimzi migrates (`KRaftUtils.validateVersionsForKRaftMigration`).
const MIGRATES_FROM: (u16, u16) = (3, 7);

/// The ways back do not ask for versions (`KafkaMetadataConfigurationState.PRE_MIGRATION` alone does).
fn begins(kafka: &Resource) -> bool {
    asked(kafka).as_deref() == Some("migration")
}

fn too_old(kafka: &Resource, release: &Release) -> Option<Finding> {
    let version = kafka::version(kafka, release);
    let number = version.number();
    if !begins(kafka) || (number.major, number.minor) >= MIGRATES_FROM {
        return None;
    }
    let written = kafka.entry(&["spec", "kafka", "version"]);
    let place = written.map_or(kafka.place(), |entry| entry.node.place);
    let message = format!("Strimzi migrates Kafka 3.7.0 and newer to KRaft, and this is {version}");
    let finding = KRAFT.error(place, message).outcome(Outcome::Refused);
    Some(finding.help("upgrade Kafka on ZooKeeper first, and write the annotation after that"))
}

/// Compares releases alone: the operator takes `3.7` for the newest level of that release.
fn at_odds(kafka: &Resource) -> Option<Finding> {
    let paths: [&[&str]; 3] = [
        &["spec", "kafka", "metadataVersion"],
        &["spec", "kafka", "config", "inter.broker.protocol.version"],
        &["spec", "kafka", "config", "log.message.format.version"],
    ];
    let written = paths.iter().filter_map(|path| {
        let text = kafka.text(path)?;
        let version: MetadataVersion = text.text.parse().ok()?;
        Some((path.last()?, text, version.release()))
    });
    let written: Vec<_> = written.collect();
    let (first, one, release) = written.first().filter(|_| begins(kafka))?;
    let (other, text, _) = written.iter().find(|(_, _, found)| found != release)?;
    let message = format!(
        "Strimzi migrates to KRaft only where `{first}` and `{other}` are of one version, and they are {} and {}",
        one.text.escape_debug(),
        text.text.escape_debug()
    );
    let finding = KRAFT.error(text.place, message).outcome(Outcome::Refused);
    Some(finding.help("write that of the Kafka that runs into each of them, and the annotation after the brokers have it"))
}

fn in_kraft(cluster: &Cluster<'_>, release: &Release) -> Vec<Finding> {
    let kafka = cluster.kafka;
    let selects = release.kraft_annotations() == KraftAnnotations::Select;
    if let Some(entry) = zookeeper(kafka).filter(|_| !selects && !is_migrated(cluster, release)) {
        return vec![too_late(entry, release)];
    }
    let mut findings: Vec<Finding> = unasked(kafka, release).into_iter().collect();
    for path in left_over(kafka, release) {
        let steps: Vec<&str> = path.split('/').collect();
        let Some(entry) = kafka.entry(&steps) else {
            continue;
        };
        let message = format!("a cluster in KRaft mode ignores `{}`", steps.join("."));
        let finding = ZOOKEEPER.warning(entry.key, message);
        let help = match *path {
            "spec/zookeeper" => {
                "take it away, after a migration once `status.kafkaMetadataState` of the Kafka is `KRaft`"
            }
            _ => "take it away",
        };
        findings.push(finding.outcome(Outcome::Ignored).help(help));
    }
    findings
}

/// Returns whether a cluster has left ZooKeeper behind, by all that manifests say.
fn is_migrated(cluster: &Cluster<'_>, release: &Release) -> bool {
    let asked = asked(cluster.kafka);
    if release.kraft_annotations() == KraftAnnotations::Required {
        return asked.as_deref() == Some("enabled");
    }
    let mut pools = cluster.pools.iter();
    let old = matches!(
        asked.as_deref(),
        Some("migration" | "rollback" | "disabled")
    );
    !old && pools.any(|pool| has_controllers(pool))
}

fn too_late(zookeeper: &Entry, release: &Release) -> Finding {
    let message = format!("Strimzi {} runs no ZooKeeper", release.number());
    let finding = ZOOKEEPER.error(zookeeper.key, message);
    finding.outcome(Outcome::Refused).help("migrate to KRaft with Strimzi 0.45 first, or hold it against the release that runs with `--operator-version`")
}

fn unasked(kafka: &Resource, release: &Release) -> Option<Finding> {
    let wanted = [POOLS, MODE].into_iter();
    let missing: Vec<&str> = wanted.filter(|key| !enabled(kafka, key)).collect();
    if release.kraft_annotations() == KraftAnnotations::Ignored || missing.is_empty() {
        return None;
    }
    let message = format!(
        "the Kafka `{}` lacks `{}: enabled`, without which Strimzi {} does not run it in KRaft mode",
        kafka.name,
        missing.join(": enabled` and `"),
        release.number()
    );
    let finding = KRAFT.error(kafka.place(), message);
    let finding = finding.outcome(Outcome::Refused);
    Some(finding.help("add the annotations below `metadata.annotations`"))
}
