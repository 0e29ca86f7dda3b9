//! The topics: what goes in and out, and how much of it is kept.

use super::{Panel, RATE, Unit, lines};
use crate::{
    derive::series,
    model::{Deployment, metrics::Metrics},
};

/// Returns the panels, if the nodes have metrics.
pub fn panels(deployment: &Deployment) -> Vec<Panel> {
    if !matches!(deployment.cluster.metrics, Metrics::JmxExporter(_)) {
        return Vec::new();
    }
    let rate = |title: &str, unit, metric| {
        let of_topics = series::of_nodes(deployment, metric).is_not("topic", "");
        let rate = of_topics.over(RATE).expr().call("rate");
        lines(title, unit, rate.sum_by(&["topic"]), "{{topic}}")
    };
    let size = series::of_nodes(deployment, "kafka_log_log_size").expr();
    let mut panels = vec![
        rate(
            "Records in",
            Unit::PerSecond,
            "kafka_server_brokertopicmetrics_messagesin_total",
        ),
        rate(
            "Bytes in",
            Unit::BytesPerSecond,
            "kafka_server_brokertopicmetrics_bytesin_total",
        ),
        rate(
            "Bytes out",
            Unit::BytesPerSecond,
            "kafka_server_brokertopicmetrics_bytesout_total",
        ),
        lines(
            "Kept on disk, all copies together",
            Unit::Bytes,
            size.sum_by(&["topic"]),
            "{{topic}}",
        ),
    ];
    if deployment.cluster.kafka_exporter.is_some() {
        let partitions = series::of_exporter(deployment, "kafka_topic_partitions").expr();
        panels.push(lines(
            "Partitions",
            Unit::Count,
            partitions.aggregate("max", &["topic"]),
            "{{topic}}",
        ));
    }
    panels
}
