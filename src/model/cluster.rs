//! The Kafka cluster.

use std::collections::BTreeMap;

use super::{
    certificate::{Certificates, MaintenanceWindow},
    config::{ConfigKey, ConfigValue},
    cruise_control::CruiseControl,
    entity_operator::EntityOperator,
    kafka_exporter::KafkaExporter,
    listener::Listener,
    metrics::Metrics,
    name::{ClusterName, ListenerName, PoolName, QualifiedName, UserName},
    node_pool::NodePool,
    nothing::Nothing,
};
use crate::catalog::kafka::{KafkaVersion, MetadataVersion};

crate::record! {
    /// The Kafka cluster, in KRaft mode.
    pub struct Cluster {
        /// Its name.
        "name" name: ClusterName,
        /// Its Kafka version; the operator's default where nothing is said, fixed in the output.
        "version" version: Option<KafkaVersion>,
        /// Its metadata version; the Kafka version's own where nothing is said.
        "metadataVersion" metadata_version: Option<MetadataVersion>,
        /// Its nodes, in pools by name.
        "nodePools" node_pools: BTreeMap<PoolName, NodePool>,
        /// Its doors by name.
        "listeners" listeners: BTreeMap<ListenerName, Listener>,
        /// Who may do what.
        "authorization" authorization: Authorization = Authorization::Simple(SimpleAuthorization { super_users: Vec::new() }),
        /// Broker settings that Kafka knows.
        "config" config: BTreeMap<ConfigKey, ConfigValue>,
        /// Broker settings of plugins, which nobody can check.
        "extraConfig" extra_config: BTreeMap<ConfigKey, ConfigValue>,
        /// How its metrics get out.
        "metrics" metrics: Metrics = Metrics::JmxExporter(Nothing {}),
        /// Consumer lag as metrics.
        "kafkaExporter" kafka_exporter: Option<KafkaExporter>,
        /// Its certificate authorities.
        "certificates" certificates: Certificates,
        /// When certificates may be renewed; at any time where nothing is said.
        "maintenanceWindows" maintenance_windows: Vec<MaintenanceWindow>,
        /// Its topic and user operators.
        "entityOperator" entity_operator: EntityOperator,
        /// What moves replicas between brokers.
        "cruiseControl" cruise_control: Option<CruiseControl>,
        /// The node label that names a node's rack; none where the nodes have no zones.
        "rack" rack: Option<QualifiedName>,
    }
}

crate::choice! {
    /// Who may do what.
    pub enum Authorization {
        /// Kafka's own access control lists.
        "simple" Simple(SimpleAuthorization),
        /// Everybody may do everything.
        "none" None(Nothing),
    }
}

crate::record! {
    /// Kafka's own access control lists.
    pub struct SimpleAuthorization {
        /// Users with certificates who may do everything.
        "superUsers" super_users: Vec<UserName>,
    }
}
