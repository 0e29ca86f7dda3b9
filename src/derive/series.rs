//! The series of this deployment: which labels tell its targets from those of others.
//!
//! The PodMonitors name each job after its component, so that `job="kafka"` means the Kafka nodes
//! and not, as without `jobLabel`, the PodMonitor.

use super::promql::Series;
use crate::{
    catalog::metrics::{Exporter, Running},
    model::{Deployment, metrics::Metrics},
};

/// The job of the Kafka nodes: the value of their label `strimzi.io/component-type`.
pub const KAFKA_JOB: &str = "kafka";
/// The job of the Kafka Exporter, from the same label.
pub const KAFKA_EXPORTER_JOB: &str = "kafka-exporter";
/// The job of the topic and user operators: the value of their label `app.kubernetes.io/name`.
pub const ENTITY_OPERATOR_JOB: &str = "entity-operator";
/// The job of the cluster operator: the value of its label `strimzi.io/kind`.
pub const CLUSTER_OPERATOR_JOB: &str = "cluster-operator";

/// The job of the schema registry: the value of its label `app.kubernetes.io/component`.
pub const SCHEMA_REGISTRY_JOB: &str = "schema-registry";

/// Returns the versions that decide which metrics there are.
#[must_use]
pub fn running(deployment: &Deployment) -> Running {
    Running {
        kafka: super::version::kafka(deployment),
        operator: super::version::release(deployment).number(),
    }
}

/// Returns whether Prometheus reads what an exporter writes: the exporter runs, and a PodMonitor
/// of the deployment names it. The platform's are read by the platform.
#[must_use]
pub const fn scraped(deployment: &Deployment, exporter: Exporter) -> bool {
    match exporter {
        Exporter::KafkaNode => matches!(deployment.cluster.metrics, Metrics::JmxExporter(_)),
        Exporter::KafkaExporter => deployment.cluster.kafka_exporter.is_some(),
        Exporter::ClusterOperator => deployment.operator.install,
        Exporter::SchemaRegistry => deployment.schema_registry.is_some(),
        Exporter::EntityOperator | Exporter::Scrape | Exporter::Platform => true,
    }
}

/// Returns a metric of the cluster's Kafka nodes.
#[must_use]
pub fn of_nodes(deployment: &Deployment, metric: &'static str) -> Series {
    of_cluster(deployment, Exporter::KafkaNode, metric)
}

/// Returns a metric of the cluster's Kafka Exporter.
#[must_use]
pub fn of_exporter(deployment: &Deployment, metric: &'static str) -> Series {
    of_cluster(deployment, Exporter::KafkaExporter, metric)
}

/// Returns a metric of the operators about resources of the deployment's namespace. Theirs is the
/// label `namespace`, which Prometheus renames, because the target has one too.
#[must_use]
pub fn of_operators(deployment: &Deployment, metric: &'static str) -> Series {
    Series::of(Exporter::ClusterOperator, metric)
        .is("exported_namespace", deployment.namespace.as_str())
}

/// Returns a metric of the schema registry.
#[must_use]
pub fn of_registry(deployment: &Deployment, metric: &'static str) -> Series {
    Series::of(Exporter::SchemaRegistry, metric)
        .is("namespace", deployment.namespace.as_str())
        .is("job", SCHEMA_REGISTRY_JOB)
}

/// Returns whether the targets of a job in the deployment's namespace answer.
#[must_use]
pub fn up(deployment: &Deployment, job: &'static str) -> Series {
    Series::of(Exporter::Scrape, "up")
        .is("namespace", deployment.namespace.as_str())
        .is("job", job)
}

/// Returns whether the cluster operator answers, wherever it lives.
#[must_use]
pub fn cluster_operator_up(deployment: &Deployment) -> Series {
    let home = deployment.operator.namespace.as_ref();
    Series::of(Exporter::Scrape, "up")
        .is("namespace", home.unwrap_or(&deployment.namespace).as_str())
        .is("job", CLUSTER_OPERATOR_JOB)
}

/// Returns a metric of the platform for the deployment's namespace.
#[must_use]
pub fn of_platform(deployment: &Deployment, metric: &'static str) -> Series {
    Series::of(Exporter::Platform, metric).is("namespace", deployment.namespace.as_str())
}

fn of_cluster(deployment: &Deployment, exporter: Exporter, metric: &'static str) -> Series {
    Series::of(exporter, metric)
        .is("namespace", deployment.namespace.as_str())
        .is("strimzi_io_cluster", deployment.cluster.name.as_str())
}
