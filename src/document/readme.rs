//! The README of a rendered environment.

mod access;
mod around;
mod clients;
mod people;
mod resources;
mod savings;
mod teardown;
mod watching;

use serde::Serialize;

use super::markdown;
use crate::{
    derive::{node, version},
    model::{Deployment, EnvironmentName},
    render::Component,
};

const TEMPLATE: &str = include_str!("../../templates/environment-readme.md");

/// The files that the document speaks about.
#[derive(Clone, Debug)]
pub struct Layout {
    /// The components that were rendered, in the order of application.
    pub components: Vec<Component>,
    /// Whether the custom resource definitions are a file beside the others.
    pub vendored: bool,
}

/// What the template says.
#[derive(Serialize)]
struct View {
    environment: String,
    description: Option<String>,
    namespace: String,
    cluster: String,
    operator: Option<String>,
    kafka: String,
    metadata: String,
    brokers: u32,
    nodes: Vec<Pool>,
    dual_role: bool,
    topics: Vec<Topic>,
    files: Vec<File>,
    vendored: bool,
    clients: clients::Clients,
    access: Vec<access::Row>,
    watching: Option<watching::Watching>,
    people: Vec<people::Role>,
    around: around::Around,
    resources: resources::Resources,
    savings: Vec<String>,
    teardown: teardown::Teardown,
}

#[derive(Serialize)]
struct Pool {
    name: String,
    roles: String,
    replicas: u16,
    memory: String,
    cpu: String,
    heap: String,
    storage: String,
}

#[derive(Serialize)]
struct Topic {
    name: String,
    owner: String,
    purpose: String,
    partitions: u32,
    replicas: String,
    min_insync: String,
    retention: String,
    personal: bool,
}

#[derive(Serialize)]
struct File {
    name: &'static str,
    title: &'static str,
}

/// Writes the README of an environment.
#[must_use]
pub fn readme(name: &EnvironmentName, deployment: &Deployment, layout: &Layout) -> String {
    let cluster = &deployment.cluster;
    let view = View {
        environment: name.to_string(),
        description: deployment.description.as_ref().map(ToString::to_string),
        namespace: deployment.namespace.to_string(),
        cluster: cluster.name.to_string(),
        operator: deployment
            .operator
            .install
            .then(|| deployment.operator.version.to_string()),
        kafka: version::kafka(deployment).to_string(),
        metadata: version::metadata(deployment).to_string(),
        brokers: node::broker_count(cluster),
        nodes: resources::pools(deployment),
        dual_role: cluster
            .node_pools
            .values()
            .any(|pool| pool.is_broker() && pool.is_controller()),
        topics: topics(deployment),
        files: layout
            .components
            .iter()
            .map(|component| File {
                name: component.file(),
                title: component.title(),
            })
            .collect(),
        vendored: layout.vendored,
        clients: clients::clients(deployment),
        access: access::matrix(deployment),
        around: around::around(deployment),
        watching: watching::watching(deployment),
        people: people::people(deployment),
        resources: resources::resources(deployment),
        savings: savings::savings(deployment),
        teardown: teardown::teardown(deployment, layout),
    };
    markdown::fill(TEMPLATE, &view)
}

fn topics(deployment: &Deployment) -> Vec<Topic> {
    let or_default = |value: Option<String>| value.unwrap_or_else(|| "default".to_owned());
    deployment
        .topics
        .iter()
        .map(|(name, topic)| Topic {
            name: name.to_string(),
            owner: topic.owner.to_string(),
            purpose: topic.purpose.to_string(),
            partitions: topic.partitions.get(),
            replicas: or_default(topic.replicas.map(|replicas| replicas.to_string())),
            min_insync: or_default(topic.min_insync_replicas.map(|copies| copies.to_string())),
            retention: or_default(topic.retention.map(|time| time.to_string())),
            personal: topic.personal_data,
        })
        .collect()
}
