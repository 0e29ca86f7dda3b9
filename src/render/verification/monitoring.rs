//! What the model expects of Prometheus: the targets that the PodMonitors name, and the alerts.

use std::collections::BTreeSet;

use ::expectations::{Monitoring, Target};

use crate::{
    derive::{alert, series, version, workload},
    model::{Deployment, alert::AlertName, metrics::Metrics, name::Namespace},
    render::operator,
};

/// Returns what Prometheus reads and has; nothing where nobody monitors the deployment.
pub fn expected(deployment: &Deployment) -> Option<Monitoring> {
    let monitoring = deployment.monitoring.as_ref()?;
    let groups = alert::all(deployment);
    let alerts = groups.iter().flat_map(|group| &group.alerts);
    let written = monitoring.alerts.keys().map(AlertName::as_str);
    let alerts: BTreeSet<&str> = alerts.map(|alert| alert.name).chain(written).collect();
    Some(Monitoring {
        targets: targets(deployment),
        alerts: alerts.into_iter().map(str::to_owned).collect(),
    })
}

/// Returns the targets as `render::monitoring::pod_monitor` names them.
fn targets(deployment: &Deployment) -> Vec<Target> {
    let cluster = &deployment.cluster;
    let here = &deployment.namespace;
    let mut targets = Vec::new();
    if matches!(cluster.metrics, Metrics::JmxExporter(_)) {
        let nodes = cluster
            .node_pools
            .values()
            .map(|pool| u32::from(pool.replicas.get()));
        targets.push(target(series::KAFKA_JOB, here, nodes.sum()));
    }
    if cluster.kafka_exporter.is_some() {
        targets.push(target(series::KAFKA_EXPORTER_JOB, here, 1));
    }
    let ports = version::release(deployment)
        .entity_operator_metrics_ports()
        .len();
    let ports = u32::try_from(ports).unwrap_or(u32::MAX);
    targets.push(target(series::ENTITY_OPERATOR_JOB, here, ports));
    if let Some(registry) = &deployment.schema_registry {
        let replicas = u32::from(registry.replicas.get());
        targets.push(target(series::SCHEMA_REGISTRY_JOB, here, replicas));
    }
    targets.extend(workload::running(deployment).filter_map(|running| {
        running.workload.metrics.as_ref()?;
        let replicas = u32::from(running.workload.replicas.get());
        Some(target(running.name.as_str(), here, replicas))
    }));
    if deployment.operator.install {
        let home = operator::home(deployment);
        let replicas = u32::from(deployment.operator.replicas.get());
        targets.push(target(series::CLUSTER_OPERATOR_JOB, home, replicas));
    }
    targets
}

fn target(job: &str, namespace: &Namespace, at_least: u32) -> Target {
    Target {
        job: job.to_owned(),
        namespace: namespace.to_string(),
        at_least,
    }
}
