//! The metrics that each exporter writes, with their labels.
//!
//! One data file per exporter and version, each with its source. Alerts and dashboards name their
//! series through this catalogue, so that a metric or a label that nothing writes is found before
//! a rule is rendered that would never fire.

use std::{collections::BTreeSet, fmt, str::FromStr, sync::LazyLock};

use super::{Version, kafka::KafkaVersion};

/// What writes a metric.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exporter {
    /// The JMX exporter in the Kafka nodes.
    KafkaNode,
    /// The Kafka Exporter.
    KafkaExporter,
    /// Strimzi's cluster operator.
    ClusterOperator,
    /// Strimzi's topic and user operators.
    EntityOperator,
    /// The schema registry.
    SchemaRegistry,
    /// Prometheus itself, for every target that it scrapes.
    Scrape,
    /// The platform's kubelets, which are none of ours.
    Platform,
}

impl Exporter {
    /// Every kind.
    pub const ALL: [Self; 7] = [
        Self::KafkaNode,
        Self::KafkaExporter,
        Self::ClusterOperator,
        Self::EntityOperator,
        Self::SchemaRegistry,
        Self::Scrape,
        Self::Platform,
    ];
}

impl fmt::Display for Exporter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::KafkaNode => "the Kafka nodes",
            Self::KafkaExporter => "the Kafka Exporter",
            Self::ClusterOperator => "the cluster operator",
            Self::EntityOperator => "the topic and user operators",
            Self::SchemaRegistry => "the schema registry",
            Self::Scrape => "Prometheus itself",
            Self::Platform => "the platform",
        })
    }
}

/// The versions that decide what is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Running {
    /// The Kafka version of the nodes.
    pub kafka: KafkaVersion,
    /// The release of the operators.
    pub operator: Version,
}

/// A metric as its exporter writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Metric {
    /// Its name.
    pub name: &'static str,
    /// Its labels, without those that Prometheus adds.
    pub labels: BTreeSet<&'static str>,
    /// The first release of the operators that writes it; every known one where nothing is said.
    pub since: Option<Version>,
}

/// A file of the catalogue.
struct Listing {
    version: &'static str,
    text: &'static str,
}

/// The captures of Kafka nodes, oldest first.
const KAFKA_NODES: [Listing; 3] = [
    Listing {
        version: "3.7.0",
        text: include_str!("kafka-node-3.7.0.txt"),
    },
    Listing {
        version: "3.9.0",
        text: include_str!("kafka-node-3.9.0.txt"),
    },
    Listing {
        version: "4.2.1",
        text: include_str!("kafka-node-4.2.1.txt"),
    },
];

static KAFKA_NODE_METRICS: LazyLock<Vec<(KafkaVersion, Vec<Metric>)>> = LazyLock::new(|| {
    KAFKA_NODES
        .iter()
        .filter_map(|listing| Some((listing.version.parse().ok()?, read(listing.text))))
        .collect()
});
static KAFKA_EXPORTER: LazyLock<Vec<Metric>> =
    LazyLock::new(|| read(include_str!("kafka-exporter-1.9.0.txt")));
static OPERATORS: LazyLock<Vec<Metric>> =
    LazyLock::new(|| read(include_str!("strimzi-operators.txt")));
static SCHEMA_REGISTRY: LazyLock<Vec<Metric>> =
    LazyLock::new(|| read(include_str!("schema-registry.txt")));
static PLATFORM: LazyLock<Vec<Metric>> = LazyLock::new(|| read(include_str!("external.txt")));
static SCRAPE: LazyLock<Vec<Metric>> = LazyLock::new(|| read(include_str!("scrape.txt")));

/// Returns a metric that an exporter writes; `None` if it writes no such metric.
#[must_use]
pub fn find(exporter: Exporter, running: Running, name: &str) -> Option<&'static Metric> {
    all(exporter, running.kafka)
        .iter()
        .find(|metric| metric.name == name)
        .filter(|metric| metric.since.is_none_or(|since| running.operator >= since))
}

/// Returns the names of every metric that an exporter writes.
pub fn names(exporter: Exporter, running: Running) -> impl Iterator<Item = &'static str> {
    let metrics = all(exporter, running.kafka).iter();
    metrics
        .filter(move |metric| metric.since.is_none_or(|since| running.operator >= since))
        .map(|metric| metric.name)
}

/// Returns the version of Kafka whose metrics stand for `kafka`: the newest captured one that is
/// not newer, else the oldest. Where it is another version than `kafka` itself, a metric that came
/// or went between the two is not known.
#[must_use]
pub fn captured_for(kafka: KafkaVersion) -> Option<KafkaVersion> {
    capture(kafka).map(|(version, _)| *version)
}

fn all(exporter: Exporter, kafka: KafkaVersion) -> &'static [Metric] {
    match exporter {
        Exporter::KafkaNode => capture(kafka).map_or(&[], |(_, metrics)| metrics),
        Exporter::KafkaExporter => &KAFKA_EXPORTER,
        Exporter::ClusterOperator | Exporter::EntityOperator => &OPERATORS,
        Exporter::SchemaRegistry => &SCHEMA_REGISTRY,
        Exporter::Scrape => &SCRAPE,
        Exporter::Platform => &PLATFORM,
    }
}

fn capture(kafka: KafkaVersion) -> Option<&'static (KafkaVersion, Vec<Metric>)> {
    let captures = &*KAFKA_NODE_METRICS;
    captures
        .iter()
        .rev()
        .find(|(version, _)| *version <= kafka)
        .or_else(|| captures.first())
}

fn read(text: &'static str) -> Vec<Metric> {
    text.lines().filter_map(metric).collect()
}

/// Reads `name{label,label} since 0.41.0`; comments and empty lines are no metric.
fn metric(line: &'static str) -> Option<Metric> {
    let (name, rest) = line.split_once('{')?;
    let (labels, rest) = rest.split_once('}')?;
    let since = rest.trim().strip_prefix("since ").map(Version::from_str);
    (!name.starts_with('#')).then(|| Metric {
        name,
        labels: labels
            .split(',')
            .filter(|label| !label.is_empty())
            .collect(),
        since: since.and_then(Result::ok),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn running(kafka: &str, operator: &str) -> Running {
        Running {
            kafka: kafka.parse().unwrap(),
            operator: operator.parse().unwrap(),
        }
    }

    #[test]
    fn every_line_of_the_files_is_a_metric_or_a_comment() {
        let files = [
            include_str!("kafka-node-3.7.0.txt"),
            include_str!("kafka-node-3.9.0.txt"),
            include_str!("kafka-node-4.2.1.txt"),
            include_str!("kafka-exporter-1.9.0.txt"),
            include_str!("strimzi-operators.txt"),
            include_str!("schema-registry.txt"),
            include_str!("external.txt"),
            include_str!("scrape.txt"),
        ];
        for line in files.into_iter().flat_map(str::lines) {
            assert!(line.starts_with('#') || metric(line).is_some(), "{line}");
        }
    }

    #[test]
    fn a_metric_is_known_from_its_release_on() {
        let name = "strimzi_certificate_expiration_timestamp_ms";
        let found =
            |operator| find(Exporter::ClusterOperator, running("3.7.0", operator), name).is_some();
        assert!(!found("0.40.0"));
        assert!(found("0.41.0"));
    }

    #[test]
    fn the_lag_metric_is_the_exporters_alone() {
        let name = "kafka_consumergroup_lag";
        let now = running("4.2.1", "1.2.0");
        let labels = &find(Exporter::KafkaExporter, now, name).unwrap().labels;
        assert!(labels.contains("consumergroup"));
        assert_eq!(find(Exporter::KafkaNode, now, name), None);
        assert_eq!(
            find(Exporter::KafkaExporter, now, "kafka_consumer_lag"),
            None
        );
    }
}
