//! The order in which everything goes.

use serde::Serialize;

use super::Layout;
use crate::{
    model::{Deployment, storage::Storage},
    render::Component,
};

/// What the document says about taking the deployment down.
#[derive(Serialize)]
pub struct Teardown {
    /// The components that go before the cluster, in order.
    first: Vec<&'static str>,
    /// The components that go after the topics and users are gone.
    last: Vec<&'static str>,
    /// Whether the volumes go with the cluster.
    volumes_go: bool,
    /// Whether some volumes stay.
    volumes_stay: bool,
    /// The storage classes.
    classes: Vec<String>,
}

/// Returns the order of the teardown: topics and users while their operator still runs, since it
/// removes their finalizers; then the cluster; the operator last.
pub fn teardown(deployment: &Deployment, layout: &Layout) -> Teardown {
    let needs_the_operator = |component: &&Component| {
        !matches!(component, Component::Operator | Component::KafkaCluster)
    };
    let first: Vec<&str> = layout
        .components
        .iter()
        .rev()
        .filter(needs_the_operator)
        .map(|c| c.file())
        .collect();
    let last = layout
        .components
        .iter()
        .rev()
        .filter(|c| !needs_the_operator(c))
        .map(|c| c.file());
    let volumes: Vec<_> = deployment
        .cluster
        .node_pools
        .values()
        .filter_map(|pool| match &pool.storage {
            Storage::Volumes(volumes) => Some(volumes.values()),
            Storage::Ephemeral(_) => None,
        })
        .flatten()
        .collect();
    let mut classes: Vec<String> = volumes
        .iter()
        .filter_map(|volume| volume.class.as_ref().map(ToString::to_string))
        .collect();
    classes.sort();
    classes.dedup();
    Teardown {
        first,
        last: last.collect(),
        volumes_go: volumes.iter().any(|volume| volume.delete_claim),
        volumes_stay: volumes.iter().any(|volume| !volume.delete_claim),
        classes,
    }
}
