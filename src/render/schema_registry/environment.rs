//! The registry's environment variables (Apicurio Registry: `KafkaSqlConfiguration`).

use k8s_openapi::api::core::v1::EnvVar;

use super::{MANAGEMENT_PORT, SNAPSHOTS};
use crate::{
    derive::{
        bootstrap,
        schema_registry::{self, PORT},
    },
    model::{Deployment, schema_registry::SchemaRegistry},
    render::{
        container::variable,
        credentials::{self, CLUSTER_CA, USER},
    },
};

/// Java's share of the memory: the rest is for what Java keeps off its heap. The registry turns
/// host name verification off unless it is told otherwise, and it takes this setting from a
/// system property in any case.
const JAVA: &str = "-XX:MaxRAMPercentage=60 \
                    -Dapicurio.kafka.common.ssl.endpoint.identification.algorithm=https";

/// Returns the variables, by what they are about.
pub fn variables(deployment: &Deployment, registry: &SchemaRegistry) -> Vec<EnvVar> {
    let mut variables = server();
    variables.extend(storage(deployment, registry));
    variables.extend(certificates(deployment, registry));
    variables
}

fn server() -> Vec<EnvVar> {
    vec![
        variable("JAVA_TOOL_OPTIONS", JAVA),
        variable("QUARKUS_HTTP_HOST", "0.0.0.0"),
        variable("QUARKUS_HTTP_PORT", PORT.to_string()),
        variable("QUARKUS_MANAGEMENT_HOST", "0.0.0.0"),
        variable("QUARKUS_MANAGEMENT_PORT", MANAGEMENT_PORT.to_string()),
    ]
}

fn storage(deployment: &Deployment, registry: &SchemaRegistry) -> Vec<EnvVar> {
    let servers = bootstrap::servers(&deployment.cluster, &registry.listener);
    vec![
        variable("APICURIO_STORAGE_KIND", "kafkasql"),
        variable("APICURIO_STORAGE_SNAPSHOT_LOCATION", SNAPSHOTS),
        variable(
            "APICURIO_KAFKASQL_BOOTSTRAP_SERVERS",
            servers.unwrap_or_default(),
        ),
        variable(
            "APICURIO_KAFKASQL_TOPIC",
            schema_registry::journal(registry),
        ),
        variable(
            "APICURIO_KAFKASQL_SNAPSHOTS_TOPIC",
            schema_registry::snapshots(registry),
        ),
        variable(
            "APICURIO_EVENTS_KAFKA_TOPIC",
            schema_registry::events(registry),
        ),
        variable("APICURIO_KAFKASQL_TOPIC_AUTO_CREATE", "false"),
        variable(
            "APICURIO_KAFKASQL_CONSUMER_GROUP_PREFIX",
            schema_registry::group_prefix(registry),
        ),
    ]
}

fn certificates(deployment: &Deployment, registry: &SchemaRegistry) -> Vec<EnvVar> {
    const PREFIX: &str = "APICURIO_KAFKASQL_SECURITY";
    let user = registry.name.as_str();
    let authority = credentials::cluster_ca(deployment);
    let store = |store: &str, part: &str| format!("{PREFIX}_SSL_{store}_{part}");
    vec![
        variable(&format!("{PREFIX}_PROTOCOL"), "SSL"),
        variable(
            &store("TRUSTSTORE", "LOCATION"),
            format!("{CLUSTER_CA}/ca.p12"),
        ),
        variable(&store("TRUSTSTORE", "TYPE"), "PKCS12"),
        credentials::variable(&store("TRUSTSTORE", "PASSWORD"), &authority, "ca.password"),
        variable(&store("KEYSTORE", "LOCATION"), format!("{USER}/user.p12")),
        variable(&store("KEYSTORE", "TYPE"), "PKCS12"),
        credentials::variable(&store("KEYSTORE", "PASSWORD"), user, "user.password"),
    ]
}
