//! Kafka nodes that are down or gone.

use super::{Alert, Watch};
use crate::{
    derive::{node, promql::Expr, series},
    model::{cluster::Cluster, metrics::Metrics, monitoring::Severity},
};

/// Returns an alert for the brokers and, where some controllers are no brokers, one for these.
pub fn alerts(watch: &Watch<'_>) -> Vec<Alert> {
    if !matches!(watch.deployment.cluster.metrics, Metrics::JmxExporter(_)) {
        return Vec::new();
    }
    let mut alerts = Vec::new();
    if let Some(expr) = away(watch, "strimzi_io_broker_role", true) {
        alerts.push(Alert {
            name: "KafkaBrokerDown",
            expr,
            hold: watch.monitoring.thresholds.node_down,
            severity: Severity::Critical,
            owner: watch.monitoring.owner.clone(),
            application: None,
            summary: "Broker {{ $labels.pod }} is down".to_owned(),
            description: "{{ $labels.pod }} does not answer Prometheus, or its pod is gone. Its \
                          partitions have one copy less, and writes stop where too few are left."
                .to_owned(),
        });
    }
    if let Some(expr) = away(watch, "strimzi_io_controller_role", false) {
        alerts.push(Alert {
            name: "KafkaControllerDown",
            expr,
            hold: watch.monitoring.thresholds.node_down,
            severity: Severity::Critical,
            owner: watch.monitoring.owner.clone(),
            application: None,
            summary: "Controller {{ $labels.pod }} is down".to_owned(),
            description: "{{ $labels.pod }} does not answer Prometheus, or its pod is gone. \
                          Without most of the controllers the cluster can change nothing."
                .to_owned(),
        });
    }
    alerts
}

/// A node that is down answers with `up` 0; one whose pod is gone has no `up` at all. Each pod is
/// asked for by its name and counted on its own, so that a rolling restart, which takes one
/// after the other, is not one long absence.
fn away(watch: &Watch<'_>, role: &'static str, brokers: bool) -> Option<Expr> {
    let deployment = watch.deployment;
    let pods = pods(&deployment.cluster, brokers);
    if pods.is_empty() {
        return None;
    }
    let answers = series::up(deployment, series::KAFKA_JOB)
        .is("strimzi_io_cluster", deployment.cluster.name.as_str())
        .is(role, "true");
    let down = answers
        .expr()
        .aggregate("min", &["job", "namespace", "pod"])
        .compared("==", 0);
    Some(pods.into_iter().fold(down, |down, pod| {
        let gone = series::up(deployment, series::KAFKA_JOB).is("pod", pod);
        down.binary("or", gone.expr().call("absent"))
    }))
}

/// Returns the pods of the brokers, or of the controllers that are no brokers
/// (Strimzi: `KafkaResources.kafkaPodName`).
fn pods(cluster: &Cluster, brokers: bool) -> Vec<String> {
    node::pools(cluster)
        .iter()
        .filter(|nodes| nodes.pool.is_broker() == brokers)
        .flat_map(|nodes| node::pods(cluster, nodes))
        .collect()
}
