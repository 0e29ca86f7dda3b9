//! Alerts that people wrote: what their rules say.

use std::collections::BTreeMap;

use super::runbook;
use crate::{
    derive::{promql::read::Sources, series},
    model::{
        Deployment,
        alert::{AlertName, OwnAlert},
        monitoring::Monitoring,
        prose::Owner,
    },
};

/// The group of their rules.
pub const GROUP: &str = "own";

/// Returns the labels that the rule adds to those of the result.
#[must_use]
pub fn labels(monitoring: &Monitoring, alert: &OwnAlert) -> BTreeMap<String, String> {
    BTreeMap::from([
        ("owner".to_owned(), owner(monitoring, alert).to_string()),
        ("severity".to_owned(), alert.severity.word().to_owned()),
    ])
}

/// Returns who answers for it.
#[must_use]
pub fn owner<'a>(monitoring: &'a Monitoring, alert: &'a OwnAlert) -> &'a Owner {
    alert.owner.as_ref().unwrap_or(&monitoring.owner)
}

/// Returns what the rule says to people, with the address of the runbook or its path.
#[must_use]
pub fn annotations(
    monitoring: &Monitoring,
    name: &AlertName,
    alert: &OwnAlert,
) -> BTreeMap<String, String> {
    let mut annotations = BTreeMap::from([
        ("summary".to_owned(), alert.summary.to_string()),
        runbook(monitoring, name.as_str()),
    ]);
    if let Some(description) = &alert.description {
        annotations.insert("description".to_owned(), description.to_string());
    }
    annotations
}

/// Gives `judge` what writes the metrics that an alert may ask for.
pub fn with_sources<T>(
    deployment: &Deployment,
    monitoring: &Monitoring,
    judge: impl FnOnce(&Sources<'_>) -> T,
) -> T {
    judge(&Sources {
        running: series::running(deployment),
        scraped: &|exporter| series::scraped(deployment, exporter),
        elsewhere: &|metric| monitoring.other_metrics.contains_key(metric),
    })
}
