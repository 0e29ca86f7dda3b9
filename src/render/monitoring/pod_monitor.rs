//! Which pods Prometheus reads metrics from.
//!
//! Each PodMonitor names its job after a label of the pods. Without that the job would be
//! `<namespace>/<name of the PodMonitor>`, and every rule about `job="kafka"` would be silent.

use k8s_openapi::apimachinery::pkg::apis::meta::v1::{LabelSelector, LabelSelectorRequirement};

use super::{found_by, labels, object};
use crate::{
    derive::{promql::STRIMZI_LABELS, version, workload},
    kubernetes::{
        object::Object,
        prometheus::{API_VERSION, Endpoint, PodMonitorSpec, Relabeling},
        strimzi::Manifest,
    },
    model::{Deployment, metrics::Metrics, monitoring::Monitoring},
};

/// The label of Strimzi's pods that says what they are: `kafka`, `kafka-exporter`, …
const COMPONENT_TYPE: &str = "strimzi.io/component-type";

/// Returns a PodMonitor for each kind of pods that has metrics.
pub fn objects(deployment: &Deployment, monitoring: &Monitoring) -> Vec<Object> {
    let cluster = &deployment.cluster.name;
    let release = version::release(deployment);
    let mut monitors = Vec::new();
    if let Some(selector) = nodes(deployment) {
        let spec = monitor(
            COMPONENT_TYPE,
            selector,
            &["tcp-prometheus"],
            &STRIMZI_LABELS,
        );
        monitors.push((format!("{cluster}-kafka"), spec));
    }
    let entity = labels::select_strimzi(deployment, format!("{cluster}-entity-operator"));
    let ports: Vec<&str> = release
        .entity_operator_metrics_ports()
        .iter()
        .map(String::as_str)
        .collect();
    let spec = monitor(labels::NAME, entity, &ports, &STRIMZI_LABELS);
    monitors.push((format!("{cluster}-entity-operator"), spec));
    if let Some(registry) = &deployment.schema_registry {
        let selector = labels::select(registry.name.as_str());
        let spec = monitor(labels::COMPONENT, selector, &["management"], &[]);
        monitors.push((registry.name.to_string(), spec));
    }
    monitors.extend(workload::running(deployment).filter_map(|running| {
        let metrics = running.workload.metrics.as_ref()?;
        let selector = labels::select(running.name.as_str());
        let mut spec = monitor(labels::NAME, selector, &["metrics"], &[]);
        for endpoint in &mut spec.pod_metrics_endpoints {
            endpoint.path = Some(metrics.path.to_string());
        }
        Some((running.name.to_string(), spec))
    }));
    let mut objects: Vec<Object> = monitors
        .into_iter()
        .map(|(name, spec)| {
            object(&Manifest {
                api_version: API_VERSION,
                kind: "PodMonitor",
                metadata: found_by(deployment, name, &monitoring.pod_monitor_labels),
                spec,
            })
        })
        .collect();
    objects.extend(cluster_operator(deployment, monitoring));
    objects
}

/// The Kafka nodes and the Kafka Exporter, as far as they have metrics.
fn nodes(deployment: &Deployment) -> Option<LabelSelector> {
    let cluster = &deployment.cluster;
    let mut types = Vec::new();
    if matches!(cluster.metrics, Metrics::JmxExporter(_)) {
        types.push("kafka".to_owned());
    }
    if cluster.kafka_exporter.is_some() {
        types.push("kafka-exporter".to_owned());
    }
    (!types.is_empty()).then(|| LabelSelector {
        match_labels: Some([(labels::STRIMZI_CLUSTER.to_owned(), cluster.name.to_string())].into()),
        match_expressions: Some(vec![LabelSelectorRequirement {
            key: COMPONENT_TYPE.to_owned(),
            operator: "In".to_owned(),
            values: Some(types),
        }]),
    })
}

/// A PodMonitor finds pods of its own namespace, so this one lives with the operator.
fn cluster_operator(deployment: &Deployment, monitoring: &Monitoring) -> Option<Object> {
    if !deployment.operator.install {
        return None;
    }
    let installation = version::release(deployment).installation();
    let selector = LabelSelector {
        match_labels: Some(installation.selector().clone()),
        match_expressions: None,
    };
    let mut metadata = found_by(
        deployment,
        installation.deployment().to_owned(),
        &monitoring.pod_monitor_labels,
    );
    metadata.namespace = Some(super::super::operator::home(deployment).to_string());
    Some(object(&Manifest {
        api_version: API_VERSION,
        kind: "PodMonitor",
        metadata,
        spec: monitor("strimzi.io/kind", selector, &["http"], &[]),
    }))
}

fn monitor(
    job_label: &'static str,
    selector: LabelSelector,
    ports: &[&str],
    kept: &[&str],
) -> PodMonitorSpec {
    PodMonitorSpec {
        job_label,
        selector,
        pod_metrics_endpoints: ports
            .iter()
            .map(|port| Endpoint {
                port: (*port).to_owned(),
                path: None,
                relabelings: kept.iter().map(|label| keep(label)).collect(),
            })
            .collect(),
    }
}

/// Gives the target a label of its pod.
fn keep(label: &str) -> Relabeling {
    Relabeling {
        action: "replace",
        source_labels: vec![format!("__meta_kubernetes_pod_label_{label}")],
        target_label: label.to_owned(),
    }
}
