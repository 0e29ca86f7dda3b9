//! prometheus-operator's kinds: small structs with the fields that we render, and no other
//! (prometheus-operator: `monitoring.coreos.com/v1`).

use std::collections::BTreeMap;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;
use serde::Serialize;

/// The group and version of both kinds.
pub const API_VERSION: &str = "monitoring.coreos.com/v1";

/// `PodMonitor.spec`: pods whose metrics Prometheus reads.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PodMonitorSpec {
    /// The label of the pods whose value becomes the label `job`.
    pub job_label: &'static str,
    /// The pods.
    pub selector: LabelSelector,
    /// Where their metrics are.
    pub pod_metrics_endpoints: Vec<Endpoint>,
}

/// An item of `PodMonitor.spec.podMetricsEndpoints`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Endpoint {
    /// The name of the container's port.
    pub port: String,
    /// The path; `/metrics` where nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Labels that the target gets before it is read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub relabelings: Vec<Relabeling>,
}

/// An item of `relabelings`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Relabeling {
    /// What is done, such as `replace`.
    pub action: &'static str,
    /// The labels it is done with.
    pub source_labels: Vec<String>,
    /// The label that comes of it.
    pub target_label: String,
}

/// `PrometheusRule.spec`, which is also the form of a rule file of Prometheus itself.
#[derive(Clone, Debug, Serialize)]
pub struct PrometheusRuleSpec {
    /// The groups of rules.
    pub groups: Vec<RuleGroup>,
}

/// A group of rules that are evaluated one after the other.
#[derive(Clone, Debug, Serialize)]
pub struct RuleGroup {
    /// Its name.
    pub name: &'static str,
    /// Its rules.
    pub rules: Vec<Rule>,
}

/// An alerting rule.
#[derive(Clone, Debug, Serialize)]
pub struct Rule {
    /// The name of the alert.
    pub alert: String,
    /// The condition.
    pub expr: String,
    /// How long it must hold.
    pub r#for: String,
    /// Labels of the alert.
    pub labels: BTreeMap<String, String>,
    /// What people read.
    pub annotations: BTreeMap<String, String>,
}
