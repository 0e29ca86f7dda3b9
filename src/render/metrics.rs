//! The rules by which the JMX exporter names the metrics of the Kafka nodes.

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::ConfigMap;

use super::{labels, object};
use crate::{
    kubernetes::{
        object::Object,
        strimzi::{ConfigMapKeyRef, ConfigMapSource, MetricsConfig},
    },
    model::{Deployment, metrics::Metrics},
};

/// The key of the ConfigMap.
const KEY: &str = "jmx-exporter.yaml";

/// The exporter's rules, KRaft's included: without those a KRaft cluster's own state is unseen.
const RULES: &str = include_str!("../../templates/jmx-exporter.yaml");

/// Returns the ConfigMap with the rules, if the exporter is on.
pub fn config_map(deployment: &Deployment) -> Option<Object> {
    matches!(deployment.cluster.metrics, Metrics::JmxExporter(_)).then(|| {
        object(&ConfigMap {
            metadata: labels::metadata(deployment, name(deployment)),
            data: Some(BTreeMap::from([(KEY.to_owned(), RULES.to_owned())])),
            ..ConfigMap::default()
        })
    })
}

/// Returns what the Kafka resource says about metrics.
pub fn config(deployment: &Deployment) -> Option<MetricsConfig> {
    matches!(deployment.cluster.metrics, Metrics::JmxExporter(_)).then(|| MetricsConfig {
        r#type: "jmxPrometheusExporter",
        value_from: ConfigMapSource {
            config_map_key_ref: ConfigMapKeyRef {
                name: name(deployment),
                key: KEY.to_owned(),
            },
        },
    })
}

fn name(deployment: &Deployment) -> String {
    format!("{}-metrics", deployment.cluster.name)
}
