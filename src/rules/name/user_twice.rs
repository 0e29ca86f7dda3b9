//! Refuses a user that is named like an application, or like a component.
//!
//! # Why
//! Every application, the registry, the Kafka UI and the verification have a user of their own
//! name. Two users of one name would be one resource,
//! with the rights of only one of them.
//!
//! # Example
//! `users: {billing: …}` beside `applications: {billing: …}`.
//!
//! # Instead
//! Rename the user. An application gets its rights from what it produces and consumes.
//!
//! # Source
//! A decision of this tool: one KafkaUser for each application.

use std::collections::BTreeMap;

use crate::{
    finding::{Finding, ModelPath, Outcome},
    model::Deployment,
    rules::{component, rule::Rule},
};

pub(super) const RULE: Rule = Rule::new("name/user-twice", include_str!("user_twice.rs"), check);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let mut owners: BTreeMap<&str, String> = BTreeMap::new();
    let mut findings = Vec::new();
    for (path, name, owner) in named(deployment) {
        let Some(other) = owners.get(name) else {
            owners.insert(name, owner);
            continue;
        };
        findings.push(
            RULE.error(path, format!("{other} has a user named `{name}` already"))
                .outcome(Outcome::Ignored)
                .help("rename one of them"),
        );
    }
    findings
}

/// Returns every user with its place and whose it is.
fn named(deployment: &Deployment) -> impl Iterator<Item = (ModelPath, &str, String)> {
    let applications = deployment.applications.keys().map(|name| {
        let path = ModelPath::of(&["applications", name.as_str()]);
        (path, name.as_str(), format!("the application `{name}`"))
    });
    let components = component::all(deployment).map(|component| {
        let path = ModelPath::of(&[component.field, "name"]);
        (path, component.name.as_str(), component.title.to_owned())
    });
    let users = deployment.users.keys().map(|name| {
        let path = ModelPath::of(&["users", name.as_str()]);
        (path, name.as_str(), "the model".to_owned())
    });
    applications.chain(components).chain(users)
}
