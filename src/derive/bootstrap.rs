//! Where clients inside of the Kubernetes cluster connect to first.

use crate::model::{
    cluster::Cluster,
    listener::{Exposure, Listener},
    name::ListenerName,
};

/// Returns host and port of a listener's bootstrap Service, as pods of the cluster's namespace
/// reach it; `None` if there is no such listener (Strimzi: `KafkaResources.bootstrapServiceName`,
/// `ListenersUtils.backwardsCompatibleBootstrapServiceName`).
#[must_use]
pub fn servers(cluster: &Cluster, listener: &ListenerName) -> Option<String> {
    let door = cluster.listeners.get(listener)?;
    Some(format!(
        "{}:{}",
        service(cluster, listener, door),
        door.port
    ))
}

fn service(cluster: &Cluster, name: &ListenerName, door: &Listener) -> String {
    match door.expose {
        Exposure::Internal(_) => format!("{}-kafka-bootstrap", cluster.name),
        _ => format!("{}-kafka-{name}-bootstrap", cluster.name),
    }
}
