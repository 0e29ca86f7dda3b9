//! How the deployment is watched: its alerts, its dashboards, and what nothing watches.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    derive::{
        alert::{self, Alert},
        dashboard,
    },
    model::Deployment,
};

/// What the document says about monitoring.
#[derive(Serialize)]
pub struct Watching {
    alerts: Vec<Row>,
    dashboards: Vec<String>,
    certificates: bool,
    ends: Vec<String>,
}

/// The rules of one alert.
#[derive(Serialize)]
struct Row {
    name: &'static str,
    severity: &'static str,
    hold: String,
}

/// Returns what the document says; nothing where nobody monitors the deployment.
pub fn watching(deployment: &Deployment) -> Option<Watching> {
    deployment.monitoring.as_ref()?;
    let groups = alert::all(deployment);
    let alerts: BTreeMap<&str, &Alert> = groups
        .iter()
        .flat_map(|group| &group.alerts)
        .map(|alert| (alert.name, alert))
        .collect();
    let cluster = &deployment.cluster.name;
    Some(Watching {
        certificates: alerts.contains_key("KafkaCertificateExpiring"),
        alerts: alerts.into_values().map(row).collect(),
        dashboards: dashboard::all(deployment)
            .into_iter()
            .map(|dashboard| dashboard.title)
            .collect(),
        ends: ["cluster-ca-cert", "clients-ca-cert"]
            .map(|suffix| format!("{cluster}-{suffix}"))
            .into(),
    })
}

fn row(alert: &Alert) -> Row {
    Row {
        name: alert.name,
        severity: alert.severity.word(),
        hold: alert.hold.to_string(),
    }
}
