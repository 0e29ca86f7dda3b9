//! What the model expects of the cluster as a whole.

use ::expectations::{Cluster, Listener, ListenerAuthentication};

use crate::{
    derive::{bootstrap, node, version},
    model::{
        Deployment,
        cluster::Authorization,
        listener::{self, Authentication},
        name::ListenerName,
    },
};

/// Returns what is expected of the cluster.
pub fn expected(deployment: &Deployment) -> Cluster {
    let cluster = &deployment.cluster;
    Cluster {
        name: cluster.name.to_string(),
        kafka_version: version::kafka(deployment).to_string(),
        metadata_version: version::metadata(deployment).to_string(),
        brokers: node::broker_ids(cluster),
        controllers: node::controller_ids(cluster),
        racks: cluster.rack.is_some(),
        listeners: listeners(deployment),
        config: cluster
            .config
            .iter()
            .chain(&cluster.extra_config)
            .map(|(key, value)| (key.to_string(), value.to_string()))
            .collect(),
        authorization: matches!(cluster.authorization, Authorization::Simple(_)),
    }
}

fn listeners(deployment: &Deployment) -> Vec<Listener> {
    let cluster = &deployment.cluster;
    let listener = |(name, door): (&ListenerName, &listener::Listener)| Listener {
        name: name.to_string(),
        port: door.port.get(),
        tls: door.tls,
        authentication: authentication(door.authentication),
        bootstrap: bootstrap::servers(cluster, name),
    };
    cluster.listeners.iter().map(listener).collect()
}

fn authentication(kind: Authentication) -> ListenerAuthentication {
    match kind {
        Authentication::None => ListenerAuthentication::None,
        Authentication::Tls => ListenerAuthentication::Tls,
        Authentication::ScramSha512 => ListenerAuthentication::ScramSha512,
    }
}
