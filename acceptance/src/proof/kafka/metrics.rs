//! The brokers write every metric of theirs that the rendered alerts and dashboards name.

use crate::component::kafka::Kafka;
use crate::error::Result;
use crate::http;
use crate::metrics::Metrics;
use crate::proof::expressions;
use crate::rendered::Rendered;
use crate::verdict::Checks;

/// What the JMX exporter's metrics begin with; those of the Kafka Exporter do not.
const OF_A_NODE: [&str; 8] = [
    "kafka_cluster_",
    "kafka_controller_",
    "kafka_coordinator_",
    "kafka_log_",
    "kafka_network_",
    "kafka_server_",
    "jvm_",
    "process_",
];

/// What the Kafka Exporter's metrics begin with.
const OF_THE_KAFKA_EXPORTER: [&str; 3] = ["kafka_brokers", "kafka_consumergroup_", "kafka_topic_"];

/// The version of the JMX exporter in `acceptance/maven/kafka/pom.xml`.
const AGENT: &str = "1.0.1";

/// Scrapes every node of a running cluster.
pub(super) fn scrape(kafka: &Kafka) -> Result<Metrics> {
    let mut metrics = Metrics::default();
    for node in kafka.nodes() {
        let address = kafka.metrics_address(node);
        metrics.add(&http::get(&format!("http://{address}/metrics"))?);
    }
    Ok(metrics)
}

/// Returns what the nodes write, in the form of the generator's catalogue.
pub(super) fn listing(kafka: &Kafka) -> Result<String> {
    Ok(format!(
        "# Source: a scrape of {} Kafka {} nodes in KRaft mode with jmx_prometheus_javaagent {} and the\n\
         # rules of templates/jmx-exporter.yaml, after records, commits, transactions and refusals; made by\n\
         # `cargo xtask acceptance --capture-metrics src/catalog/metrics`.\n\
         # Metrics that need a failure or a quota to appear are not in it. The names that begin with jvm_\n\
         # are those of the agent 1.x; the 0.x agents of older Strimzi images write others.\n{}",
        kafka.nodes().len(),
        kafka.version(),
        AGENT,
        scrape(kafka)?.listing()
    ))
}

/// Holds what the nodes write against what the set asks for.
pub(super) fn are_written(set: &Rendered, kafka: &Kafka, checks: &mut Checks) -> Result<()> {
    let written = scrape(kafka)?;
    let named = expressions::names(&set.objects()?, &OF_A_NODE);
    let missing: Vec<_> = named
        .iter()
        .filter(|name| !written.has(name))
        .cloned()
        .collect();
    let claim = format!(
        "{set}: Kafka {} writes the {} metrics of its own that alerts and dashboards name",
        kafka.version(),
        named.len()
    );
    if named.is_empty() {
        checks.not_proved(claim, "no alert and no dashboard names one");
    } else {
        checks.unless(claim, &missing);
    }
    let of_the_exporter = expressions::names(&set.objects()?, &OF_THE_KAFKA_EXPORTER);
    if !of_the_exporter.is_empty() {
        checks.not_proved(
            format!(
                "{set}: the Kafka Exporter writes the {} metrics of its own that they name",
                of_the_exporter.len()
            ),
            "no package brings the program; its names are from its source and documentation",
        );
    }
    Ok(())
}
