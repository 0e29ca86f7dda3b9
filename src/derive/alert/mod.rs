//! Alerts: what somebody must look at, with its limits from the model.
//!
//! An alert is data: an expression over series of the catalogue, how long it must hold, and what
//! people read. The seed's two alerts keep their names, limits, times and severities, in a form
//! that fires: its expressions ask for series that nothing writes.

mod broker;
mod certificate;
mod disk;
mod lag;
mod operator;
pub mod own;
mod partition;
mod quorum;
mod registry;

use std::collections::BTreeMap;

use super::promql::Expr;
use crate::model::{
    Deployment,
    duration::Duration,
    monitoring::{Monitoring, Severity},
    name::ApplicationName,
    prose::Owner,
};

/// A condition that somebody must look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alert {
    /// Its name, which is also that of its runbook; alerts that differ in a limit share it.
    pub name: &'static str,
    /// The condition.
    pub expr: Expr,
    /// How long it must hold.
    pub hold: Duration,
    /// How soon somebody must look.
    pub severity: Severity,
    /// Who answers for it.
    pub owner: Owner,
    /// The application it is about; a label, since alerts of one name would else be equal.
    pub application: Option<ApplicationName>,
    /// What is wrong, in a few words; `{{ $labels.x }}` stands for a label of the result.
    pub summary: String,
    /// What it means and for whom.
    pub description: String,
}

/// Alerts about one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What they are about.
    pub name: &'static str,
    /// The alerts.
    pub alerts: Vec<Alert>,
}

/// Returns the alerts of a deployment; none where nobody monitors it.
#[must_use]
pub fn all(deployment: &Deployment) -> Vec<Group> {
    let Some(monitoring) = &deployment.monitoring else {
        return Vec::new();
    };
    let watch = Watch {
        deployment,
        monitoring,
    };
    let groups = [
        ("kafka-nodes", broker::alerts(&watch)),
        ("kafka-quorum", quorum::alerts(&watch)),
        ("kafka-partitions", partition::alerts(&watch)),
        ("kafka-disks", disk::alerts(&watch)),
        ("kafka-consumers", lag::alerts(&watch)),
        ("kafka-certificates", certificate::alerts(&watch)),
        ("strimzi-operators", operator::alerts(&watch)),
        ("schema-registry", registry::alerts(&watch)),
    ];
    groups
        .into_iter()
        .filter(|(_, alerts)| !alerts.is_empty())
        .map(|(name, alerts)| Group { name, alerts })
        .collect()
}

impl Alert {
    /// Returns the labels that the rule adds to those of the result.
    #[must_use]
    pub fn labels(&self) -> BTreeMap<String, String> {
        let mut labels = BTreeMap::from([
            ("owner".to_owned(), self.owner.to_string()),
            ("severity".to_owned(), self.severity.word().to_owned()),
        ]);
        if let Some(application) = &self.application {
            labels.insert("application".to_owned(), application.to_string());
        }
        labels
    }

    /// Returns what the rule says to people, with the address of the runbook, or with its path in
    /// the directory of the environment where runbooks are not published.
    #[must_use]
    pub fn annotations(&self, monitoring: &Monitoring) -> BTreeMap<String, String> {
        BTreeMap::from([
            ("summary".to_owned(), self.summary.clone()),
            ("description".to_owned(), self.description.clone()),
            runbook(monitoring, self.name),
        ])
    }
}

/// Returns the annotation with the address of an alert's runbook, or with its path.
fn runbook(monitoring: &Monitoring, alert: &str) -> (String, String) {
    let (key, page) = match &monitoring.runbook_base {
        Some(base) => ("runbook_url", base.page(alert)),
        None => ("runbook", format!("runbooks/{alert}.md")),
    };
    (key.to_owned(), page)
}

/// A deployment and how it is monitored.
struct Watch<'a> {
    deployment: &'a Deployment,
    monitoring: &'a Monitoring,
}

/// A length of whole minutes.
const fn minutes(minutes: u64) -> Duration {
    Duration::milliseconds(minutes * 60_000)
}
