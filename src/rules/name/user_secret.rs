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
    model::{Deployment, kafka_ui::UiAuthentication, name::ObjectName},
    rules::{component, rule::Rule},
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
        .map(|(field, name)| (ModelPath::of(&[field, name]), name));
    let components = component::all(deployment)
        .map(|one| (ModelPath::of(&[one.field, "name"]), one.name.as_str()));
    let meeting = named
        .chain(components)
        .filter(|(_, name)| taken.contains(*name));
    meeting
        .map(|(path, name)| {
            let message = format!("the Secret of the user `{name}` would replace one of the same name that the deployment needs");
            RULE.error(path, message).outcome(Outcome::Ignored).help("rename it")
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
    let made = deployment
        .platform
        .image_pull_secrets
        .iter()
        .chain(of_ui(deployment));
    strimzi
        .chain(pods)
        .chain(made.map(ToString::to_string))
        .collect()
}

/// Returns the Secrets that people make for the Kafka UI.
fn of_ui(deployment: &Deployment) -> impl Iterator<Item = &ObjectName> {
    deployment.kafka_ui.iter().flat_map(|ui| {
        let login = match &ui.authentication {
            UiAuthentication::LoginForm(form) => &form.secret,
            UiAuthentication::OAuth2(provider) => &provider.secret,
        };
        std::iter::once(login).chain(ui.ingress.iter().map(|ingress| &ingress.tls_secret))
    })
}
