//! What the deployment takes, and where it could take less.

use serde::Serialize;

use super::Pool;
use crate::{
    derive::totals::{self, Share},
    model::{
        Deployment,
        node_pool::{NodePool, Role},
        quantity::{self, Capacity},
        storage::Storage,
    },
    render::heap,
};

/// What the document says about resources.
#[derive(Serialize)]
pub struct Resources {
    rows: Vec<Row>,
    total: Row,
    kafka: Row,
    volumes: u64,
    load_balancers: u32,
}

#[derive(Serialize)]
struct Row {
    component: String,
    pods: u64,
    cpu: String,
    memory: String,
    storage: String,
}

/// Returns what each component takes and all of them together.
pub fn resources(deployment: &Deployment) -> Resources {
    let shares = totals::shares(deployment);
    let pools: Vec<&Share> = shares
        .iter()
        .filter(|share| share.component.starts_with("Node pool"))
        .collect();
    Resources {
        rows: shares
            .iter()
            .map(|share| row(&share.component, &[share]))
            .collect(),
        total: row("Together", &shares.iter().collect::<Vec<_>>()),
        kafka: row("Kafka nodes", &pools),
        volumes: volumes(deployment),
        load_balancers: totals::load_balancers(deployment),
    }
}

fn row(component: &str, shares: &[&Share]) -> Row {
    let sum = |of: fn(&Share) -> u64| shares.iter().map(|share| share.pods * of(share)).sum();
    let storage: u64 = sum(|share| share.storage);
    Row {
        component: component.to_owned(),
        pods: shares.iter().map(|share| share.pods).sum(),
        cpu: format!("{}m", sum(|share| share.cpu_millis)),
        memory: quantity::spoken(sum(|share| share.memory)),
        storage: if storage == 0 {
            "–".to_owned()
        } else {
            quantity::spoken(storage)
        },
    }
}

fn volumes(deployment: &Deployment) -> u64 {
    deployment
        .cluster
        .node_pools
        .values()
        .map(|pool| match &pool.storage {
            Storage::Volumes(volumes) => volumes.len() as u64 * u64::from(pool.replicas.get()),
            Storage::Ephemeral(_) => 0,
        })
        .sum()
}

/// Returns the node pools as the document shows them.
pub fn pools(deployment: &Deployment) -> Vec<Pool> {
    deployment
        .cluster
        .node_pools
        .iter()
        .map(|(name, pool)| Pool {
            name: name.to_string(),
            roles: pool
                .roles
                .iter()
                .copied()
                .map(Role::word)
                .collect::<Vec<_>>()
                .join(" and "),
            replicas: pool.replicas.get(),
            memory: pool.resources.memory.to_string(),
            cpu: pool.resources.cpu.to_string(),
            heap: heap(pool),
            storage: storage(pool),
        })
        .collect()
}

fn storage(pool: &NodePool) -> String {
    match &pool.storage {
        Storage::Ephemeral(_) => "lost with the pod".to_owned(),
        Storage::Volumes(volumes) => {
            let each: Vec<String> = volumes
                .values()
                .map(|volume| {
                    described(&volume.size, volume.class.as_ref().map(ToString::to_string))
                })
                .collect();
            each.join(" + ")
        }
    }
}

fn described(size: &Capacity, class: Option<String>) -> String {
    match class {
        Some(class) => format!("{size} of {class}"),
        None => format!("{size} of the default class"),
    }
}
