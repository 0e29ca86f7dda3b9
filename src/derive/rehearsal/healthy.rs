//! What the metrics say while all is well.

use super::Sample;
use crate::{
    derive::{
        grant, node,
        series::{
            CLUSTER_OPERATOR_JOB, ENTITY_OPERATOR_JOB, KAFKA_EXPORTER_JOB, KAFKA_JOB,
            SCHEMA_REGISTRY_JOB,
        },
    },
    model::{Deployment, storage::Storage},
};

/// A group that reads and has never committed an offset.
const NEVER_COMMITTED: &str = "never-committed";
/// A group of nobody that the model knows.
pub const UNKNOWN_GROUP: &str = "somebody-else";
/// The topic that such groups read.
const SOME_TOPIC: &str = "some-topic";

/// The size of every volume.
pub const VOLUME_BYTES: i64 = 10_000;

/// Returns every series that the alerts ask for.
pub fn samples(deployment: &Deployment) -> Vec<Sample> {
    let mut samples = nodes(deployment);
    samples.extend(targets(deployment));
    samples.extend(volumes(deployment));
    samples.extend(groups(deployment));
    samples.extend(operators(deployment));
    samples
}

fn nodes(deployment: &Deployment) -> Vec<Sample> {
    let mut samples = Vec::new();
    let mut active = 1;
    for nodes in node::pools(&deployment.cluster) {
        for pod in node::pods(&deployment.cluster, &nodes) {
            let controller = nodes.pool.is_controller();
            let labels = [
                ("job", KAFKA_JOB),
                ("namespace", deployment.namespace.as_str()),
                ("pod", pod.as_str()),
                ("strimzi_io_cluster", deployment.cluster.name.as_str()),
                ("strimzi_io_broker_role", word(nodes.pool.is_broker())),
                ("strimzi_io_controller_role", word(controller)),
            ];
            samples.push(Sample::constant("up", labels, 1));
            if controller {
                let metric = "kafka_controller_kafkacontroller_activecontrollercount";
                samples.push(Sample::constant(metric, labels, active));
                active = 0;
            }
            samples.extend(NOTHING_WRONG.map(|metric| Sample::constant(metric, labels, 0)));
        }
    }
    samples
}

/// Metrics of a node that are 0 while all is well.
const NOTHING_WRONG: [&str; 4] = [
    "kafka_controller_kafkacontroller_offlinepartitionscount",
    "kafka_server_replicamanager_underminisrpartitioncount",
    "kafka_server_replicamanager_underreplicatedpartitions",
    "kafka_log_logmanager_offlinelogdirectorycount",
];

const fn word(truth: bool) -> &'static str {
    if truth { "true" } else { "false" }
}

fn targets(deployment: &Deployment) -> Vec<Sample> {
    let namespace = deployment.namespace.as_str();
    let home = deployment.operator.namespace.as_ref();
    let of_cluster = |job| {
        [
            ("job", job),
            ("namespace", namespace),
            ("strimzi_io_cluster", deployment.cluster.name.as_str()),
        ]
    };
    let operator = [
        ("job", CLUSTER_OPERATOR_JOB),
        ("namespace", home.map_or(namespace, |home| home.as_str())),
    ];
    let registry = [("job", SCHEMA_REGISTRY_JOB), ("namespace", namespace)];
    vec![
        Sample::constant("up", registry, 1),
        Sample::constant("up", of_cluster(KAFKA_EXPORTER_JOB), 1),
        Sample::constant("up", of_cluster(ENTITY_OPERATOR_JOB), 1),
        Sample::constant("up", operator, 1),
    ]
}

fn volumes(deployment: &Deployment) -> Vec<Sample> {
    let mut samples = Vec::new();
    for nodes in node::pools(&deployment.cluster) {
        let Storage::Volumes(volumes) = &nodes.pool.storage else {
            continue;
        };
        for pod in node::pods(&deployment.cluster, &nodes) {
            for id in volumes.keys() {
                let claim = format!("data-{id}-{pod}");
                let labels = [
                    ("namespace", deployment.namespace.as_str()),
                    ("persistentvolumeclaim", claim.as_str()),
                ];
                let available = "kubelet_volume_stats_available_bytes";
                let capacity = "kubelet_volume_stats_capacity_bytes";
                samples.push(Sample::constant(available, labels, VOLUME_BYTES));
                samples.push(Sample::constant(capacity, labels, VOLUME_BYTES));
            }
        }
    }
    samples
}

fn groups(deployment: &Deployment) -> Vec<Sample> {
    let mut samples = Vec::new();
    for (name, application) in &deployment.applications {
        if let Some(group) = grant::consumer_group(name, application) {
            for topic in application.consumes.keys() {
                samples.extend(lag(deployment, group.as_str(), topic.as_str(), 0));
            }
        }
        if let Some(topic) = &application.dead_letters {
            let metric = "kafka_topic_partition_current_offset";
            let labels = exporter_labels(deployment, topic.as_str());
            let sample = Sample::constant(metric, labels, 5);
            if !samples.contains(&sample) {
                samples.push(sample);
            }
        }
    }
    samples.extend(lag(deployment, NEVER_COMMITTED, SOME_TOPIC, -1));
    samples.extend(lag(deployment, UNKNOWN_GROUP, SOME_TOPIC, 0));
    samples
}

/// Two partitions: one that the group has committed in, and one in which nothing was ever read.
fn lag(deployment: &Deployment, group: &str, topic: &str, value: i64) -> [Sample; 2] {
    [("0", value), ("1", -1)].map(|(partition, value)| {
        let labels = exporter_labels(deployment, topic)
            .into_iter()
            .filter(|(name, _)| *name != "partition")
            .chain([("consumergroup", group), ("partition", partition)]);
        Sample::constant("kafka_consumergroup_lag", labels, value)
    })
}

fn exporter_labels<'a>(deployment: &'a Deployment, topic: &'a str) -> [(&'static str, &'a str); 5] {
    [
        ("job", KAFKA_EXPORTER_JOB),
        ("namespace", deployment.namespace.as_str()),
        ("partition", "0"),
        ("strimzi_io_cluster", deployment.cluster.name.as_str()),
        ("topic", topic),
    ]
}

fn operators(deployment: &Deployment) -> Vec<Sample> {
    const YEAR: i64 = 365 * 86_400_000;
    let namespace = deployment.namespace.as_str();
    let failures = [
        ("exported_namespace", namespace),
        ("job", CLUSTER_OPERATOR_JOB),
        ("kind", "Kafka"),
        ("namespace", namespace),
    ];
    let certificate = [
        ("cluster", deployment.cluster.name.as_str()),
        ("job", CLUSTER_OPERATOR_JOB),
        ("resource_namespace", namespace),
        ("type", "cluster-ca"),
    ];
    vec![
        Sample::constant("strimzi_reconciliations_failed_total", failures, 0),
        Sample::constant(
            "strimzi_certificate_expiration_timestamp_ms",
            certificate,
            YEAR,
        ),
    ]
}
