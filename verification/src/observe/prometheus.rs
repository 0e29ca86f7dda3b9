//! Prometheus: its targets and its alerts (HTTP API, version 1).

use serde_json::Value;

use super::http::get_json;
use crate::observed::Seen;

/// What Prometheus reads and which alerts it has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prometheus {
    /// Its active targets.
    pub targets: Vec<Target>,
    /// Its alerts.
    pub alerts: Vec<Alert>,
}

/// A target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Its label `job`.
    pub job: String,
    /// Its label `namespace`.
    pub namespace: String,
    /// Where it is read.
    pub url: String,
    /// `up`, `down` or `unknown`.
    pub health: String,
    /// Why it could not be read; empty where it could.
    pub error: String,
}

/// An alert.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alert {
    /// Its name.
    pub name: String,
    /// `ok`, `err` or `unknown`.
    pub health: String,
    /// Why it could not be evaluated; empty where it could.
    pub error: String,
}

/// Asks the Prometheus at `url`; the requests block.
pub fn prometheus(url: &str) -> Seen<Prometheus> {
    let targets = data(&format!("{url}/api/v1/targets?state=active"))?;
    let rules = data(&format!("{url}/api/v1/rules?type=alert"))?;
    Ok(Prometheus {
        targets: list(&targets["activeTargets"]).map(target).collect(),
        alerts: list(&rules["groups"])
            .flat_map(|group| list(&group["rules"]))
            .map(alert)
            .collect(),
    })
}

fn data(url: &str) -> Seen<Value> {
    Ok(get_json(url)?["data"].take())
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn target(value: &Value) -> Target {
    Target {
        job: text(&value["labels"]["job"]),
        namespace: text(&value["labels"]["namespace"]),
        url: text(&value["scrapeUrl"]),
        health: text(&value["health"]),
        error: text(&value["lastError"]),
    }
}

fn alert(value: &Value) -> Alert {
    Alert {
        name: text(&value["name"]),
        health: text(&value["health"]),
        error: text(&value["lastError"]),
    }
}
