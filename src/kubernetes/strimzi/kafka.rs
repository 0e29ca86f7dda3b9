//! The `Kafka` resource: a cluster, its certificate authorities and its helpers.

use serde::Serialize;
use serde_json::{Map, Value};

use super::{Listener, PodOnlyTemplate, PodTemplate, Resources};

/// `Kafka.spec`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct KafkaSpec {
    /// The brokers and controllers.
    pub kafka: Kafka,
    /// The topic and user operators.
    pub entity_operator: EntityOperator,
    /// What signs the brokers' certificates.
    pub cluster_ca: CertificateAuthority,
    /// What signs the clients' certificates.
    pub clients_ca: CertificateAuthority,
    /// Consumer lag as metrics.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kafka_exporter: Option<Exporter>,
    /// What moves replicas.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cruise_control: Option<CruiseControl>,
    /// When certificates may be renewed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub maintenance_time_windows: Vec<String>,
}

/// `Kafka.spec.kafka`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Kafka {
    /// The Kafka version.
    pub version: String,
    /// The metadata version.
    pub metadata_version: String,
    /// The doors.
    pub listeners: Vec<Listener>,
    /// Who may do what.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authorization: Option<Authorization>,
    /// Broker settings.
    pub config: Map<String, Value>,
    /// How the metrics get out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metrics_config: Option<MetricsConfig>,
    /// The node label that names a rack.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rack: Option<Rack>,
}

/// `Kafka.spec.kafka.authorization`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Authorization {
    /// `simple`: Kafka's own access control lists.
    pub r#type: &'static str,
    /// Users who may do everything, as `CN=name`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub super_users: Vec<String>,
}

/// `metricsConfig`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MetricsConfig {
    /// `jmxPrometheusExporter`.
    pub r#type: &'static str,
    /// Where the exporter's rules are.
    pub value_from: ConfigMapSource,
}

/// A value that stands in a ConfigMap.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ConfigMapSource {
    /// The ConfigMap and its key.
    pub config_map_key_ref: ConfigMapKeyRef,
}

/// A key of a ConfigMap.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ConfigMapKeyRef {
    /// The ConfigMap.
    pub name: String,
    /// The key.
    pub key: String,
}

/// `Kafka.spec.kafka.rack`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Rack {
    /// The node label.
    pub topology_key: String,
}

/// `Kafka.spec.clusterCa` and `clientsCa`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CertificateAuthority {
    /// Whether Strimzi makes it.
    pub generate_certificate_authority: bool,
    /// How many days a certificate is valid.
    pub validity_days: u16,
    /// How many days before its end it is renewed.
    pub renewal_days: u16,
}

/// `Kafka.spec.entityOperator`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct EntityOperator {
    /// The topic operator.
    pub topic_operator: SubOperator,
    /// The user operator.
    pub user_operator: SubOperator,
    /// How its pod is made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<EntityTemplate>,
}

/// `Kafka.spec.entityOperator.template`.
pub type EntityTemplate = PodOnlyTemplate;

/// One of the entity operator's two operators.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SubOperator {
    /// How often it looks at everything, where the release counts in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reconciliation_interval_seconds: Option<u32>,
    /// How often it looks at everything, where the release counts in milliseconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reconciliation_interval_ms: Option<u64>,
    /// What it gets.
    pub resources: Resources,
    /// How much it logs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logging: Option<Logging>,
}

/// `logging`, written in place.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Logging {
    /// `inline`.
    pub r#type: &'static str,
    /// Levels by logger.
    pub loggers: Map<String, Value>,
}

/// `Kafka.spec.kafkaExporter`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Exporter {
    /// The topics it reads.
    pub topic_regex: String,
    /// The consumer groups it reads.
    pub group_regex: String,
    /// What it gets.
    pub resources: Resources,
    /// How its pod is made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<PodOnlyTemplate>,
}

/// `Kafka.spec.cruiseControl`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CruiseControl {
    /// Its own settings.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub config: Map<String, Value>,
    /// What it gets.
    pub resources: Resources,
    /// How its pod is made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub template: Option<PodOnlyTemplate>,
}

impl From<PodTemplate> for Option<PodOnlyTemplate> {
    fn from(pod: PodTemplate) -> Self {
        pod.unless_empty().map(|pod| PodOnlyTemplate { pod })
    }
}
