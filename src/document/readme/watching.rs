//! How the deployment is watched: its alerts, its dashboards, and what nothing watches.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    derive::{
        alert::{self, Alert},
        dashboard,
    },
    model::{
        Deployment,
        alert::{AlertName, OwnAlert},
    },
};

/// What the document says about monitoring.
#[derive(Serialize)]
pub struct Watching {
    alerts: Vec<Row>,
    dashboards: Vec<String>,
    certificates: bool,
    /// Whether people wrote alerts of their own, which no test rehearses.
    own: bool,
    ends: Vec<String>,
}

/// The rules of one alert.
#[derive(Serialize)]
struct Row {
    name: String,
    severity: &'static str,
    hold: String,
}

/// Returns what the document says; nothing where nobody monitors the deployment.
pub fn watching(deployment: &Deployment) -> Option<Watching> {
    let monitoring = deployment.monitoring.as_ref()?;
    let groups = alert::all(deployment);
    let alerts: BTreeMap<&str, &Alert> = groups
        .iter()
        .flat_map(|group| &group.alerts)
        .map(|alert| (alert.name, alert))
        .collect();
    let cluster = &deployment.cluster.name;
    Some(Watching {
        certificates: alerts.contains_key("KafkaCertificateExpiring"),
        alerts: alerts
            .into_values()
            .map(row)
            .chain(monitoring.alerts.iter().map(own_row))
            .collect(),
        own: !monitoring.alerts.is_empty(),
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
        name: alert.name.to_owned(),
        severity: alert.severity.word(),
        hold: alert.hold.to_string(),
    }
}

fn own_row((name, alert): (&AlertName, &OwnAlert)) -> Row {
    Row {
        name: name.to_string(),
        severity: alert.severity.word(),
        hold: alert.hold.to_string(),
    }
}
