//! What the rules about alerts of one's own have in common: the alerts, and where they stand.

use crate::{
    derive::promql::read::{self, Query},
    finding::ModelPath,
    model::{
        Deployment,
        alert::{AlertName, OwnAlert},
        monitoring::Monitoring,
    },
};

/// An alert of one's own.
pub(super) struct Own<'a> {
    pub(super) monitoring: &'a Monitoring,
    pub(super) name: &'a AlertName,
    pub(super) alert: &'a OwnAlert,
}

/// Returns the alerts of one's own.
pub(super) fn all(deployment: &Deployment) -> impl Iterator<Item = Own<'_>> {
    let monitoring = deployment.monitoring.iter();
    monitoring.flat_map(|monitoring| {
        let alerts = monitoring.alerts.iter();
        alerts.map(|(name, alert)| Own {
            monitoring,
            name,
            alert,
        })
    })
}

impl Own<'_> {
    /// Returns the path of one of its fields.
    pub(super) fn path(&self, field: &str) -> ModelPath {
        ModelPath::of(&["monitoring", "alerts", self.name.as_str(), field])
    }

    /// Returns the condition; `None` where it can't be read, which a rule of its own tells.
    pub(super) fn query(&self) -> Option<Query> {
        read::read(self.alert.expr.as_str()).ok()
    }
}
