//! One release of the Strimzi operators: what it runs, serves and accepts.

use std::cmp::Ordering;
use std::sync::LazyLock;

use serde::Deserialize;

use super::data::{Changing, DATA, ReleaseData};
use super::{ApiVersion, FeatureGate, Installation, JbodLimit, KraftAnnotations, OperatorVersion};
use crate::catalog::Version;
use crate::catalog::kafka::{KafkaVersion, MetadataVersion};
use crate::catalog::kubernetes::KubernetesVersion;

/// A version of Kafka that a release runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SupportedKafka {
    /// The version of Kafka.
    pub version: KafkaVersion,
    /// The metadata version that the operator sets when the resource names none.
    pub default_metadata: MetadataVersion,
}

/// Releases that do not start on newer versions of Kubernetes.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KubernetesRefusal {
    first: Version,
    last: Version,
    /// The oldest Kubernetes on which they do not start.
    pub kubernetes: KubernetesVersion,
    /// The environment variable of the operator that lets them start all the same.
    pub cure: String,
}

/// What one release of the operators runs, serves and accepts.
#[derive(Debug)]
pub struct Release {
    number: Version,
    released: String,
    kafka: Vec<SupportedKafka>,
    kafka_default: KafkaVersion,
    kubernetes: KubernetesVersion,
    kafka_bridge: String,
    served: Vec<ApiVersion>,
    stored: ApiVersion,
    kinds: Vec<String>,
    feature_gates: Vec<FeatureGate>,
    kraft_annotations: KraftAnnotations,
    jbod: JbodLimit,
    listener_types: Vec<String>,
    metrics_types: Vec<String>,
    entity_operator_ports: Vec<String>,
    bridge_metrics_port: String,
    kafka_exporter: String,
}

static RELEASES: LazyLock<Vec<Release>> =
    LazyLock::new(|| DATA.releases.list.iter().map(Release::from_data).collect());

pub(super) fn all() -> &'static [Release] {
    &RELEASES
}

impl Release {
    /// Returns the facts of `version`.
    #[must_use]
    pub fn of(version: OperatorVersion) -> &'static Self {
        version.0
    }

    fn from_data(data: &ReleaseData) -> Self {
        let number = data.version;
        let api = in_force(&DATA.api, number);
        Self {
            number,
            released: data.released.clone(),
            kafka: supported_kafka(data),
            kafka_default: data.kafka_default,
            kubernetes: data.kubernetes,
            kafka_bridge: data.kafka_bridge.clone(),
            served: api.served,
            stored: api.stored,
            kinds: in_force(&DATA.kinds, number),
            feature_gates: feature_gates(number),
            kraft_annotations: in_force(&DATA.kraft_annotations, number),
            jbod: in_force(&DATA.jbod, number).limit(),
            listener_types: in_force(&DATA.listener_types, number),
            metrics_types: in_force(&DATA.metrics_types, number),
            entity_operator_ports: in_force(&DATA.entity_operator_ports, number),
            bridge_metrics_port: in_force(&DATA.bridge_metrics_port, number),
            kafka_exporter: in_force(&DATA.kafka_exporter, number),
        }
    }

    /// Returns the release number.
    #[must_use]
    pub fn number(&self) -> Version {
        self.number
    }

    /// Returns the version, as the model names it.
    #[must_use]
    pub fn version(&'static self) -> OperatorVersion {
        OperatorVersion(self)
    }

    /// Returns the day of the release, `YYYY-MM-DD`.
    #[must_use]
    pub fn released(&self) -> &str {
        &self.released
    }

    /// Returns the versions of Kafka that the release runs, oldest first.
    #[must_use]
    pub fn kafka_versions(&self) -> &[SupportedKafka] {
        &self.kafka
    }

    /// Returns what the release knows of `version`; `None` if it does not run it.
    #[must_use]
    pub fn kafka(&self, version: KafkaVersion) -> Option<SupportedKafka> {
        self.kafka
            .iter()
            .copied()
            .find(|supported| supported.version == version)
    }

    /// Returns the version of Kafka that the release runs when the resource names none.
    #[must_use]
    pub fn default_kafka(&self) -> KafkaVersion {
        self.kafka_default
    }

    /// Returns the metadata version that the operator sets for `kafka` when the resource names
    /// none; `None` if the release does not run that Kafka.
    #[must_use]
    pub fn default_metadata_version(&self, kafka: KafkaVersion) -> Option<MetadataVersion> {
        self.kafka(kafka)
            .map(|supported| supported.default_metadata)
    }

    /// Returns the oldest Kubernetes that the release is documented for.
    ///
    /// The operator itself does not refuse an older one.
    #[must_use]
    pub fn kubernetes_minimum(&self) -> KubernetesVersion {
        self.kubernetes
    }

    /// Returns why the operator does not start on `kubernetes`; `None` if it does.
    #[must_use]
    pub fn refusal(&self, kubernetes: KubernetesVersion) -> Option<&'static KubernetesRefusal> {
        DATA.kubernetes_refusals.list.iter().find(|refusal| {
            (refusal.first..=refusal.last).contains(&self.number)
                && kubernetes >= refusal.kubernetes
        })
    }

    /// Returns from which Kubernetes on the operator does not start by itself; `None` if it starts on
    /// every newer one.
    #[must_use]
    pub fn refused_from(&self) -> Option<&'static KubernetesRefusal> {
        let mut all = DATA.kubernetes_refusals.list.iter();
        all.find(|refusal| (refusal.first..=refusal.last).contains(&self.number))
    }

    /// Returns whether the operator starts on `kubernetes` as it is installed.
    #[must_use]
    pub fn starts_on(&self, kubernetes: KubernetesVersion) -> bool {
        self.refusal(kubernetes).is_none()
    }

    /// Returns the API version that we render: the newest that the release serves.
    ///
    /// From 0.49 to 0.51 that is v1, although the API server still stores v1beta2 there: Strimzi
    /// converts by renaming alone, v1beta2 is deprecated, and 1.0 serves v1 alone, so resources
    /// that are already v1 cross to 1.0 unchanged.
    #[must_use]
    pub fn api_version(&self) -> ApiVersion {
        self.served.iter().copied().fold(self.stored, Ord::max)
    }

    /// Returns the API versions that the release serves for a Kafka.
    #[must_use]
    pub fn served_versions(&self) -> &[ApiVersion] {
        &self.served
    }

    /// Returns the API version in which the API server stores the resources.
    #[must_use]
    pub fn stored_version(&self) -> ApiVersion {
        self.stored
    }

    /// Returns the kinds whose definitions the release installs, sorted.
    #[must_use]
    pub fn kinds(&self) -> &[String] {
        &self.kinds
    }

    /// Returns what the annotations for KRaft and node pools mean to the release.
    #[must_use]
    pub fn kraft_annotations(&self) -> KraftAnnotations {
        self.kraft_annotations
    }

    /// Returns whether a Kafka has to carry the annotations for KRaft and node pools.
    #[must_use]
    pub fn needs_kraft_annotations(&self) -> bool {
        self.kraft_annotations != KraftAnnotations::Ignored
    }

    /// Returns how many disks a node pool may have.
    #[must_use]
    pub fn max_jbod_volumes(&self) -> JbodLimit {
        self.jbod
    }

    /// Returns the feature gates that the release knows; any other keeps it from starting.
    #[must_use]
    pub fn feature_gates(&self) -> &[FeatureGate] {
        &self.feature_gates
    }

    /// Returns the types of listeners.
    #[must_use]
    pub fn listener_types(&self) -> &[String] {
        &self.listener_types
    }

    /// Returns the types of listener authentication in the API version that we render.
    #[must_use]
    pub fn listener_auth_types(&self) -> &'static [String] {
        DATA.listener_authentication.of(self.api_version())
    }

    /// Returns the types of authorization in the API version that we render.
    #[must_use]
    pub fn authorization_types(&self) -> &'static [String] {
        DATA.authorization.of(self.api_version())
    }

    /// Returns the types of `metricsConfig` of a Kafka.
    #[must_use]
    pub fn metrics_types(&self) -> &[String] {
        &self.metrics_types
    }

    /// Returns the names of the ports on which the entity operator shows metrics: one for both
    /// operators, or that of the topic operator and that of the user operator.
    #[must_use]
    pub fn entity_operator_metrics_ports(&self) -> &[String] {
        &self.entity_operator_ports
    }

    /// Returns the name of the port on which the HTTP bridge shows metrics.
    #[must_use]
    pub fn bridge_metrics_port(&self) -> &str {
        &self.bridge_metrics_port
    }

    /// Returns the version of the Kafka Exporter within the Kafka images.
    #[must_use]
    pub fn kafka_exporter_version(&self) -> &str {
        &self.kafka_exporter
    }

    /// Returns the version of the HTTP bridge, which is released by itself.
    #[must_use]
    pub fn bridge_version(&self) -> &str {
        &self.kafka_bridge
    }

    /// Returns what installs the release.
    #[must_use]
    pub fn installation(&'static self) -> Installation {
        Installation::of(self)
    }
}

/// The value that holds for a release. Every timeline begins with the oldest release.
fn in_force<T: Clone>(fact: &Changing<T>, number: Version) -> T {
    fact.since
        .at(number)
        .cloned()
        .expect("every timeline begins with the oldest release")
}

fn supported_kafka(data: &ReleaseData) -> Vec<SupportedKafka> {
    let pairs = data.kafka.iter();
    pairs
        .map(|(&version, &default_metadata)| SupportedKafka {
            version,
            default_metadata,
        })
        .collect()
}

fn feature_gates(number: Version) -> Vec<FeatureGate> {
    let gates = in_force(&DATA.feature_gates, number).into_iter();
    gates
        .map(|(name, gate)| FeatureGate {
            name,
            stage: gate.stage,
            on: gate.on,
        })
        .collect()
}

impl PartialEq for Release {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

impl Eq for Release {}

impl PartialOrd for Release {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Release {
    fn cmp(&self, other: &Self) -> Ordering {
        self.number.cmp(&other.number)
    }
}
