//! The environment variables of applications: addresses, paths of certificates, names in Kafka.

use k8s_openapi::api::core::v1::EnvVar;

use super::CLIENT;
use crate::{
    derive::{bootstrap, grant, schema_registry, workload::Running},
    model::Deployment,
    render::{
        container::{field_variable, variable},
        credentials::{CLUSTER_CA, USER},
    },
};

/// Returns the variables: those that follow from the deployment, then the application's own.
pub fn variables(deployment: &Deployment, running: &Running<'_>, configured: bool) -> Vec<EnvVar> {
    let mut variables = connection(deployment, running);
    variables.extend(names(running));
    if configured {
        variables.push(variable("KAFKA_CLIENT_CONFIG", CLIENT));
    }
    variables.extend(
        running
            .workload
            .env
            .iter()
            .map(|(name, value)| variable(name.as_str(), value.as_str())),
    );
    variables
}

fn connection(deployment: &Deployment, running: &Running<'_>) -> Vec<EnvVar> {
    let servers = bootstrap::servers(&deployment.cluster, &running.application.listener);
    let mut variables = vec![
        variable("KAFKA_BOOTSTRAP_SERVERS", servers.unwrap_or_default()),
        variable("KAFKA_CLIENT_CERT", format!("{USER}/user.crt")),
        variable("KAFKA_CLIENT_KEY", format!("{USER}/user.key")),
        variable("KAFKA_CA_CERT", format!("{CLUSTER_CA}/ca.crt")),
    ];
    if let Some(registry) = &deployment.schema_registry {
        let url = schema_registry::url(registry);
        variables.push(variable("SCHEMA_REGISTRY_URL", url));
    }
    variables
}

/// A transactional id must differ between the pods of an application, so each is told its name.
fn names(running: &Running<'_>) -> Vec<EnvVar> {
    let mut variables = Vec::new();
    if let Some(group) = grant::consumer_group(running.name, running.application) {
        variables.push(variable("KAFKA_CONSUMER_GROUP", group.as_str()));
    }
    if let Some(prefix) = grant::transactional_ids(running.name, running.application) {
        variables.push(variable("KAFKA_TRANSACTIONAL_ID_PREFIX", prefix.as_str()));
        variables.push(field_variable("POD_NAME", "metadata.name"));
    }
    if let Some(topic) = &running.application.dead_letters {
        variables.push(variable("KAFKA_DEAD_LETTER_TOPIC", topic.as_str()));
    }
    variables
}
