//! Refuses names that together become longer than Kubernetes takes.
//!
//! # Why
//! Strimzi names pods `CLUSTER-POOL-ID` and the Services of a listener
//! `CLUSTER-kafka-LISTENER-bootstrap` and `CLUSTER-POOL-LISTENER-ID`. Each is a DNS label of at
//! most 63 characters. The pods or Services are refused one by one, and all that the Kafka
//! resource says is that it waited for them in vain.
//!
//! # Example
//! A cluster of 40 characters with a pool of 30.
//!
//! # Instead
//! Shorter names.
//!
//! # Source
//! Strimzi: `KafkaResources`, `ListenersUtils`; RFC 1123, section 2.1.

use crate::{
    derive::node::{self, PoolNodes},
    finding::{Finding, ModelPath, Outcome},
    model::{
        Deployment,
        cluster::Cluster,
        listener::{Exposure, Listener},
        name::ListenerName,
    },
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new("name/length", include_str!("length.rs"), check);

const LONGEST: usize = 63;

fn check(deployment: &Deployment) -> Vec<Finding> {
    let cluster = &deployment.cluster;
    let nodes = node::pools(cluster);
    let pods = nodes.iter().filter_map(|pool| pod(cluster, pool));
    let outer = cluster
        .listeners
        .iter()
        .filter(|(_, listener)| has_services(listener));
    let services = outer.filter_map(|(name, _)| service(cluster, &nodes, name));
    pods.chain(services).collect()
}

fn pod(cluster: &Cluster, nodes: &PoolNodes<'_>) -> Option<Finding> {
    let last = nodes.ids().end.saturating_sub(1);
    let name = format!("{}-{}-{last}", cluster.name, nodes.name);
    let path = ModelPath::of(&["cluster", "nodePools", nodes.name.as_str()]);
    too_long(path, &name, "a pod", "the cluster's or the pool's name")
}

/// Returns whether a listener has Services of its own.
fn has_services(listener: &Listener) -> bool {
    !matches!(listener.expose, Exposure::Internal(_))
}

fn service(cluster: &Cluster, nodes: &[PoolNodes<'_>], name: &ListenerName) -> Option<Finding> {
    let bootstrap = format!("{}-kafka-{name}-bootstrap", cluster.name);
    let brokers = nodes
        .iter()
        .filter(|nodes| nodes.pool.is_broker())
        .map(|nodes| {
            let last = nodes.ids().end.saturating_sub(1);
            format!("{}-{}-{name}-{last}", cluster.name, nodes.name)
        });
    let longest = std::iter::once(bootstrap)
        .chain(brokers)
        .max_by_key(String::len)?;
    let path = ModelPath::of(&["cluster", "listeners", name.as_str()]);
    too_long(
        path,
        &longest,
        "a Service",
        "the cluster's, the pool's or the listener's name",
    )
}

fn too_long(path: ModelPath, name: &str, what: &str, shorten: &str) -> Option<Finding> {
    (name.len() > LONGEST).then(|| {
        let message = format!("{what} would be named `{name}`, which has {} characters, and at most {LONGEST} are taken", name.len());
        RULE.error(path, message).outcome(Outcome::FailsLater).help(format!("shorten {shorten}"))
    })
}
