//! Monitoring: what Prometheus reads, when somebody is told, and what Grafana shows.
//!
//! The rules are also written as files of their own, with the rehearsals as tests, so that
//! `promtool` can prove them without a cluster.

mod dashboard;
mod pod_monitor;
mod promtool;
mod rule;

use std::collections::BTreeMap;

use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use serde_json::Value;

use super::{labels, object};
use crate::{
    kubernetes::object::Object,
    model::{
        Deployment,
        name::{LabelValue, QualifiedName},
    },
};

/// Returns what Prometheus and Grafana read; nothing where nobody monitors the deployment.
pub fn objects(deployment: &Deployment) -> Vec<Object> {
    let Some(monitoring) = &deployment.monitoring else {
        return Vec::new();
    };
    let mut objects = pod_monitor::objects(deployment, monitoring);
    objects.push(rule::object_of(deployment, monitoring));
    objects.extend(dashboard::objects(deployment, monitoring));
    objects
}

/// Returns the files of an environment that no Kubernetes reads, by their path in its directory:
/// the rules as Prometheus itself reads them, and their tests.
#[must_use]
pub fn files(deployment: &Deployment) -> BTreeMap<&'static str, Value> {
    let Some(monitoring) = &deployment.monitoring else {
        return BTreeMap::new();
    };
    BTreeMap::from([
        ("monitoring/rules.yaml", rule::file(deployment, monitoring)),
        ("monitoring/rules-test.yaml", promtool::file(deployment)),
    ])
}

/// Returns metadata with the labels by which somebody finds the object.
fn found_by(
    deployment: &Deployment,
    name: String,
    by: &BTreeMap<QualifiedName, LabelValue>,
) -> ObjectMeta {
    let mut all = labels::of(deployment);
    all.extend(
        by.iter()
            .map(|(key, value)| (key.to_string(), value.to_string())),
    );
    labels::metadata_in(&deployment.namespace, all, name)
}
