//! Refuses a user whose Secret would replace one that Strimzi or the platform needs.
//!
//! # Why
//! The user operator writes a Secret of the user's name and asks nobody. Named like the clients'
//! certificate authority, the user takes away its key, and at the next pass no user with a
//! certificate is ready any more.
//!
//! # Example
//! The cluster `events` and an application named `events-clients-ca-cert`.
//!
//! # Instead
//! Another name; best one that does not begin with the cluster's.
//!
//! # Source
//! Strimzi issue 12020 and `KafkaUserOperator`; tried on 1.2.0.

use std::collections::BTreeSet;

use crate::{
    derive::node,
    finding::{Finding, ModelPath, Outcome},
    model::Deployment,
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new("name/user-secret", include_str!("user_secret.rs"), check);

/// What follows the cluster's name in the Secrets that Strimzi makes.
const SUFFIXES: [&str; 13] = [
    "cluster-ca",
    "cluster-ca-cert",
    "clients-ca",
    "clients-ca-cert",
    "cluster-operator-certs",
    "entity-topic-operator-certs",
    "entity-user-operator-certs",
    "entity-topic-operator-cc-api",
    "kafka-jmx",
    "kafka-exporter-certs",
    "cruise-control-certs",
    "cruise-control-api",
    "trustbundle",
];

fn check(deployment: &Deployment) -> Vec<Finding> {
    let taken = taken(deployment);
    let applications = deployment
        .applications
        .keys()
        .map(|name| ("applications", name.as_str()));
    let users = deployment.users.keys().map(|name| ("users", name.as_str()));
    let named = applications
        .chain(users)
        .filter(|(_, name)| taken.contains(*name));
    named
        .map(|(field, name)| {
            let message = format!("the Secret of the user `{name}` would replace one of the same name that the deployment needs");
            RULE.error(ModelPath::of(&[field, name]), message)
                .outcome(Outcome::Ignored)
                .help("rename it")
        })
        .collect()
}

/// Returns the names of Secrets that a user must not have.
fn taken(deployment: &Deployment) -> BTreeSet<String> {
    let cluster = &deployment.cluster;
    let strimzi = SUFFIXES
        .iter()
        .map(|suffix| format!("{}-{suffix}", cluster.name));
    let pods = node::pools(cluster).into_iter().flat_map(|nodes| {
        let pool = format!("{}-{}", cluster.name, nodes.name);
        nodes.ids().map(move |id| format!("{pool}-{id}"))
    });
    let pulls = deployment
        .platform
        .image_pull_secrets
        .iter()
        .map(ToString::to_string);
    strimzi.chain(pods).chain(pulls).collect()
}
