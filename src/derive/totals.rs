//! What a deployment takes of its Kubernetes cluster.

use super::workload;
use crate::model::{Deployment, listener::Exposure, resources::Resources};

/// What one component takes, all of its pods together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// What it is.
    pub component: String,
    /// How many pods it has.
    pub pods: u64,
    /// Thousandths of a processor that each pod asks for.
    pub cpu_millis: u64,
    /// Bytes of memory that each pod asks for.
    pub memory: u64,
    /// Bytes of storage that each pod claims.
    pub storage: u64,
}

/// Returns what each component takes.
#[must_use]
pub fn shares(deployment: &Deployment) -> Vec<Share> {
    let mut shares = Vec::new();
    if deployment.operator.install {
        let replicas = u64::from(deployment.operator.replicas.get());
        shares.push(share(
            "Cluster operator",
            replicas,
            &deployment.operator.resources,
            0,
        ));
    }
    for (name, pool) in &deployment.cluster.node_pools {
        shares.push(share(
            &format!("Node pool {name}"),
            u64::from(pool.replicas.get()),
            &pool.resources,
            pool.storage_per_node(),
        ));
    }
    let entity = &deployment.cluster.entity_operator;
    let mut both = share("Entity operator", 1, &entity.topic_operator, 0);
    both.cpu_millis += entity.user_operator.cpu.get();
    both.memory += entity.user_operator.memory.get();
    shares.push(both);
    if let Some(exporter) = &deployment.cluster.kafka_exporter {
        shares.push(share("Kafka Exporter", 1, &exporter.resources, 0));
    }
    if let Some(cruise_control) = &deployment.cluster.cruise_control {
        shares.push(share("Cruise Control", 1, &cruise_control.resources, 0));
    }
    shares.extend(around(deployment));
    shares
}

/// Returns what runs around the cluster. Jobs are left out: they take little, and not for long.
fn around(deployment: &Deployment) -> impl Iterator<Item = Share> {
    let registry = deployment.schema_registry.iter().map(|registry| {
        let replicas = u64::from(registry.replicas.get());
        share("Schema registry", replicas, &registry.resources, 0)
    });
    let ui = deployment
        .kafka_ui
        .iter()
        .map(|ui| share("Kafka UI", 1, &ui.resources, 0));
    let applications = workload::running(deployment).map(|running| {
        let title = running.application.title.as_str();
        let replicas = u64::from(running.workload.replicas.get());
        share(title, replicas, &running.workload.resources, 0)
    });
    registry.chain(ui).chain(applications)
}

fn share(component: &str, pods: u64, resources: &Resources, storage: u64) -> Share {
    Share {
        component: component.to_owned(),
        pods,
        cpu_millis: resources.cpu.get(),
        memory: resources.memory.get(),
        storage,
    }
}

/// Returns how many load balancers a cloud makes: for each such listener one for the bootstrap
/// and one for each broker.
#[must_use]
pub fn load_balancers(deployment: &Deployment) -> u32 {
    let brokers = super::node::broker_count(&deployment.cluster);
    let listeners = deployment
        .cluster
        .listeners
        .values()
        .filter(|listener| matches!(listener.expose, Exposure::LoadBalancer(_)))
        .count();
    u32::try_from(listeners)
        .unwrap_or(u32::MAX)
        .saturating_mul(brokers + 1)
}
