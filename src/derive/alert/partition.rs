//! Partitions that lack a leader, or copies.

use super::{Alert, Watch, minutes};
use crate::{
    derive::{node, promql::Expr, series},
    model::{duration::Duration, metrics::Metrics, monitoring::Severity},
};

/// Returns the alerts on what the nodes say of their partitions.
pub fn alerts(watch: &Watch<'_>) -> Vec<Alert> {
    if !matches!(watch.deployment.cluster.metrics, Metrics::JmxExporter(_)) {
        return Vec::new();
    }
    vec![
        offline(watch),
        under_min_isr(watch),
        under_replicated(watch),
        offline_directories(watch),
    ]
}

fn offline(watch: &Watch<'_>) -> Alert {
    let metric = "kafka_controller_kafkacontroller_offlinepartitionscount";
    Alert {
        name: "KafkaOfflinePartitions",
        expr: per_cluster(watch, metric, "max"),
        hold: minutes(2),
        severity: Severity::Critical,
        owner: watch.monitoring.owner.clone(),
        application: None,
        summary: "{{ $value }} partitions have no leader".to_owned(),
        description: "Nobody can read from or write to these partitions of \
                      {{ $labels.strimzi_io_cluster }}: every broker that has a full copy is away."
            .to_owned(),
    }
}

fn under_min_isr(watch: &Watch<'_>) -> Alert {
    let metric = "kafka_server_replicamanager_underminisrpartitioncount";
    Alert {
        name: "KafkaUnderMinIsr",
        expr: per_cluster(watch, metric, "sum"),
        hold: minutes(5),
        severity: Severity::Critical,
        owner: watch.monitoring.owner.clone(),
        application: None,
        summary: "{{ $value }} partitions refuse writes".to_owned(),
        description: "These partitions of {{ $labels.strimzi_io_cluster }} have fewer copies in \
                      step than min.insync.replicas, so producers with acks=all are refused."
            .to_owned(),
    }
}

fn under_replicated(watch: &Watch<'_>) -> Alert {
    let metric = "kafka_server_replicamanager_underreplicatedpartitions";
    Alert {
        name: "KafkaUnderReplicatedPartitions",
        expr: per_cluster(watch, metric, "sum"),
        hold: longer_than_a_roll(watch),
        severity: Severity::Warning,
        owner: watch.monitoring.owner.clone(),
        application: None,
        summary: "{{ $value }} partitions lack copies".to_owned(),
        description: "Followers of these partitions of {{ $labels.strimzi_io_cluster }} are \
                      behind for longer than a rolling restart takes. One more broker away, and \
                      writes stop or records are lost."
            .to_owned(),
    }
}

fn offline_directories(watch: &Watch<'_>) -> Alert {
    let metric = "kafka_log_logmanager_offlinelogdirectorycount";
    let expr = series::of_nodes(watch.deployment, metric)
        .expr()
        .sum_by(&["namespace", "pod"])
        .compared(">", 0);
    Alert {
        name: "KafkaOfflineLogDirectory",
        expr,
        hold: minutes(1),
        severity: Severity::Critical,
        owner: watch.monitoring.owner.clone(),
        application: None,
        summary: "A volume of {{ $labels.pod }} has failed".to_owned(),
        description: "Kafka has given up a log directory of {{ $labels.pod }} after an error of \
                      the disk; what is on it has one copy less."
            .to_owned(),
    }
}

fn per_cluster(watch: &Watch<'_>, metric: &'static str, operator: &'static str) -> Expr {
    series::of_nodes(watch.deployment, metric)
        .expr()
        .aggregate(operator, &["namespace", "strimzi_io_cluster"])
        .compared(">", 0)
}

/// A rolling restart leaves copies behind from its first broker to its last, without a pause.
/// Three minutes for each broker, and ten to catch up.
fn longer_than_a_roll(watch: &Watch<'_>) -> Duration {
    let brokers = u64::from(node::broker_count(&watch.deployment.cluster));
    minutes(10 + 3 * brokers)
}
