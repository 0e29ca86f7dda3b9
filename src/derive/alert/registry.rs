//! The schema registry.

use super::{Alert, Watch, minutes};
use crate::{derive::series, model::monitoring::Severity};

/// Returns the alert for a registry that no pod answers for.
pub fn alerts(watch: &Watch<'_>) -> Vec<Alert> {
    let Some(registry) = &watch.deployment.schema_registry else {
        return Vec::new();
    };
    let answers = series::up(watch.deployment, series::SCHEMA_REGISTRY_JOB);
    vec![Alert {
        name: "SchemaRegistryDown",
        expr: answers.expr().compared("==", 1).call("absent"),
        hold: minutes(5),
        severity: Severity::Critical,
        owner: watch.monitoring.owner.clone(),
        application: None,
        summary: format!("The schema registry {} is down", registry.name),
        description: "Applications that start, or meet a schema for the first time, fail; those \
                      that have their schemas go on."
            .to_owned(),
    }]
}
