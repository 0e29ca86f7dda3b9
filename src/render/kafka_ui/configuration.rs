//! The Kafka UI's configuration file (kafbat: `ClustersProperties`).
//!
//! Values in `${…}` are environment variables, which Spring puts in: passwords never stand in the
//! file.

use serde_json::{Map, Value, json};

use super::authentication;
use crate::{
    derive::{bootstrap, schema_registry},
    emit::yaml,
    model::{Deployment, kafka_ui::KafkaUi, metrics::Metrics},
    render::credentials::{CLUSTER_CA, USER},
};

/// The port of the brokers' metrics (Strimzi: `MetricsModel.METRICS_PORT`).
const BROKER_METRICS_PORT: u16 = 9404;

/// Returns the file.
pub fn text(deployment: &Deployment, ui: &KafkaUi) -> String {
    let mut file = json!({
        "kafka": {"clusters": [Value::Object(cluster(deployment, ui))]},
        "auth": authentication::settings(&ui.authentication),
        // Without this the UI would write its own configuration.
        "dynamic": {"config": {"enabled": false}},
        "management": {"endpoint": {"health": {"probes": {"enabled": true}}}},
    });
    let rbac = authentication::roles(deployment, ui);
    if let Some(rbac) = rbac {
        file["rbac"] = rbac;
    }
    if ui.ingress.is_some() {
        // The ingress ends TLS; links back to the UI must still be `https`.
        file["server"] = json!({"forward-headers-strategy": "FRAMEWORK"});
    }
    yaml::document("", &file)
}

fn cluster(deployment: &Deployment, ui: &KafkaUi) -> Map<String, Value> {
    let servers = bootstrap::servers(&deployment.cluster, &ui.listener);
    let mut cluster = Map::from_iter([
        ("name".to_owned(), json!(deployment.cluster.name.as_str())),
        (
            "bootstrapServers".to_owned(),
            json!(servers.unwrap_or_default()),
        ),
        ("readOnly".to_owned(), json!(ui.read_only)),
        ("properties".to_owned(), security()),
    ]);
    if let Some(registry) = &deployment.schema_registry {
        let url = schema_registry::url(registry);
        cluster.insert("schemaRegistry".to_owned(), json!(url));
    }
    if matches!(deployment.cluster.metrics, Metrics::JmxExporter(_)) {
        cluster.insert(
            "metrics".to_owned(),
            json!({"type": "PROMETHEUS", "port": BROKER_METRICS_PORT}),
        );
    }
    cluster
}

fn security() -> Value {
    json!({
        "security.protocol": "SSL",
        "ssl.endpoint.identification.algorithm": "https",
        "ssl.truststore.type": "PKCS12",
        "ssl.truststore.location": format!("{CLUSTER_CA}/ca.p12"),
        "ssl.truststore.password": "${TRUSTSTORE_PASSWORD}",
        "ssl.keystore.type": "PKCS12",
        "ssl.keystore.location": format!("{USER}/user.p12"),
        "ssl.keystore.password": "${KEYSTORE_PASSWORD}",
    })
}
