//! The controllers' quorum.

use super::{Alert, Watch, minutes};
use crate::{
    derive::series,
    model::{metrics::Metrics, monitoring::Severity},
};

/// Returns the alert for a cluster that has no controller, or two that each think they are it.
pub fn alerts(watch: &Watch<'_>) -> Vec<Alert> {
    if !matches!(watch.deployment.cluster.metrics, Metrics::JmxExporter(_)) {
        return Vec::new();
    }
    let active = series::of_nodes(
        watch.deployment,
        "kafka_controller_kafkacontroller_activecontrollercount",
    );
    vec![Alert {
        name: "KafkaNoActiveController",
        expr: active
            .expr()
            .sum_by(&["namespace", "strimzi_io_cluster"])
            .compared("!=", 1),
        hold: minutes(5),
        severity: Severity::Critical,
        owner: watch.monitoring.owner.clone(),
        application: None,
        summary: "{{ $labels.strimzi_io_cluster }} has {{ $value }} active controllers".to_owned(),
        description: "One node must be the active controller. Without it no leader is elected, \
                      and no topic or right changes."
            .to_owned(),
    }]
}
