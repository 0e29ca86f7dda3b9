//! The Kafka nodes: whether they are there, what they carry and what they use.

use super::{Panel, RATE, Unit, lines, number};
use crate::{
    derive::{
        promql::{Expr, Series},
        series,
    },
    model::{Deployment, metrics::Metrics},
};

/// Returns the panels, if the nodes have metrics.
pub fn panels(deployment: &Deployment) -> Vec<Panel> {
    if !matches!(deployment.cluster.metrics, Metrics::JmxExporter(_)) {
        return Vec::new();
    }
    let nodes = Nodes(deployment);
    let mut panels = nodes.health();
    panels.extend(nodes.traffic());
    panels.extend(nodes.load());
    panels.extend(nodes.machine());
    panels
}

struct Nodes<'a>(&'a Deployment);

impl Nodes<'_> {
    fn of(&self, metric: &'static str) -> Series {
        series::of_nodes(self.0, metric)
    }

    /// The brokers write a rate for each topic, and one without a topic for all of them.
    fn rate(&self, metric: &'static str) -> Expr {
        let all_topics = self.of(metric).is("topic", "").over(RATE);
        all_topics.expr().call("rate").sum_by(&["pod"])
    }

    fn health(&self) -> Vec<Panel> {
        let up = series::up(self.0, series::KAFKA_JOB)
            .is("strimzi_io_cluster", self.0.cluster.name.as_str());
        let sum = |metric| self.of(metric).expr().sum_by(&[]);
        vec![
            number("Nodes that answer", Unit::Count, up.expr().sum_by(&[])),
            number(
                "Active controllers",
                Unit::Count,
                sum("kafka_controller_kafkacontroller_activecontrollercount"),
            ),
            number(
                "Partitions without a leader",
                Unit::Count,
                self.of("kafka_controller_kafkacontroller_offlinepartitionscount")
                    .expr()
                    .aggregate("max", &[]),
            ),
            number(
                "Partitions that lack copies",
                Unit::Count,
                sum("kafka_server_replicamanager_underreplicatedpartitions"),
            ),
            number(
                "Partitions that refuse writes",
                Unit::Count,
                sum("kafka_server_replicamanager_underminisrpartitioncount"),
            ),
        ]
    }

    fn traffic(&self) -> Vec<Panel> {
        let lines = |title: &str, unit, metric| lines(title, unit, self.rate(metric), "{{pod}}");
        vec![
            lines(
                "Records in",
                Unit::PerSecond,
                "kafka_server_brokertopicmetrics_messagesin_total",
            ),
            lines(
                "Bytes in",
                Unit::BytesPerSecond,
                "kafka_server_brokertopicmetrics_bytesin_total",
            ),
            lines(
                "Bytes out",
                Unit::BytesPerSecond,
                "kafka_server_brokertopicmetrics_bytesout_total",
            ),
            lines(
                "Produce requests",
                Unit::PerSecond,
                "kafka_server_brokertopicmetrics_totalproducerequests_total",
            ),
            lines(
                "Fetch requests",
                Unit::PerSecond,
                "kafka_server_brokertopicmetrics_totalfetchrequests_total",
            ),
        ]
    }

    fn load(&self) -> Vec<Panel> {
        let by_pod = |metric| self.of(metric).expr().sum_by(&["pod"]);
        let lines = |title: &str, unit, metric| lines(title, unit, by_pod(metric), "{{pod}}");
        vec![
            lines(
                "Idle request threads",
                Unit::Share,
                "kafka_server_kafkarequesthandlerpool_requesthandleravgidle_percent",
            ),
            lines(
                "Idle network threads",
                Unit::Share,
                "kafka_network_socketserver_networkprocessoravgidle_percent",
            ),
            lines(
                "Connections",
                Unit::Count,
                "kafka_server_socket_server_metrics_connection_count",
            ),
            lines(
                "Partitions",
                Unit::Count,
                "kafka_server_replicamanager_partitioncount",
            ),
            lines(
                "Leaders",
                Unit::Count,
                "kafka_server_replicamanager_leadercount",
            ),
        ]
    }

    fn machine(&self) -> Vec<Panel> {
        let of_container = |metric| series::of_platform(self.0, metric).is("container", "kafka");
        let cpu = of_container("container_cpu_usage_seconds_total").over(RATE);
        let free = series::of_platform(self.0, "kubelet_volume_stats_available_bytes").matches(
            "persistentvolumeclaim",
            format!("data-.*-{}-.*", self.0.cluster.name),
        );
        vec![
            lines(
                "Processors in use",
                Unit::Count,
                cpu.expr().call("rate").sum_by(&["pod"]),
                "{{pod}}",
            ),
            lines(
                "Memory in use, page cache included",
                Unit::Bytes,
                of_container("container_memory_working_set_bytes")
                    .expr()
                    .sum_by(&["pod"]),
                "{{pod}}",
            ),
            lines(
                "Free on the volumes",
                Unit::Bytes,
                free.expr().sum_by(&["persistentvolumeclaim"]),
                "{{persistentvolumeclaim}}",
            ),
        ]
    }
}
