//! The quorum: who leads it, and how far each node has come in the metadata.

use super::{Panel, RATE, Unit, lines, number};
use crate::{
    derive::series,
    model::{Deployment, metrics::Metrics},
};

/// Returns the panels, if the nodes have metrics.
pub fn panels(deployment: &Deployment) -> Vec<Panel> {
    if !matches!(deployment.cluster.metrics, Metrics::JmxExporter(_)) {
        return Vec::new();
    }
    let of = |metric| series::of_nodes(deployment, metric);
    let by_pod = |metric| of(metric).expr().aggregate("max", &["pod"]);
    let pods = |title: &str, unit, metric| lines(title, unit, by_pod(metric), "{{pod}}");
    let leader = of("kafka_server_raftmetrics_current_leader");
    let epoch = of("kafka_server_raftmetrics_current_epoch");
    let state = of("kafka_server_raftmetrics_current_state");
    let appended = of("kafka_server_raftchannelmetrics_incoming_byte_total").over(RATE);
    vec![
        number(
            "Leader's node id",
            Unit::Count,
            leader.expr().aggregate("max", &[]),
        ),
        number("Epoch", Unit::Count, epoch.expr().aggregate("max", &[])),
        lines(
            "State of each node",
            Unit::Count,
            state.expr().sum_by(&["current_state", "pod"]),
            "{{pod}}: {{current_state}}",
        ),
        pods(
            "Committed metadata records",
            Unit::Count,
            "kafka_server_raftmetrics_high_watermark",
        ),
        pods(
            "Written metadata records",
            Unit::Count,
            "kafka_server_raftmetrics_log_end_offset",
        ),
        pods(
            "Time to commit",
            Unit::Milliseconds,
            "kafka_server_raftmetrics_commit_latency_avg",
        ),
        pods(
            "Appended records",
            Unit::PerSecond,
            "kafka_server_raftmetrics_append_records_rate",
        ),
        lines(
            "Bytes received by the quorum's channel",
            Unit::BytesPerSecond,
            appended.expr().call("rate").sum_by(&["pod"]),
            "{{pod}}",
        ),
    ]
}
