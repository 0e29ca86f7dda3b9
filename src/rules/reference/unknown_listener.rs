//! Refuses a listener that is named and not there, by an application or another component.
//!
//! # Why
//! Nothing listens there: the application, the registry or the Kafka UI would get an address that nobody answers.
//!
//! # Example
//! `listener: tsl` where the cluster has `plain` and `tls`.
//!
//! # Instead
//! Name a listener below `cluster.listeners`, or add it there.
//!
//! # Source
//! A decision of this tool: applications and listeners are one model.

use crate::{
    finding::{Finding, ModelPath, Outcome},
    model::{Deployment, name::ListenerName},
    rules::{component, rule::Rule, suggestion::Suggestions},
};

pub(super) const RULE: Rule = Rule::new(
    "reference/unknown-listener",
    include_str!("unknown_listener.rs"),
    check,
);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let listeners = &deployment.cluster.listeners;
    let mut near = Suggestions::among(listeners.keys().map(ListenerName::as_str));
    named(deployment)
        .filter(|(_, _, listener)| !listeners.contains_key(*listener))
        .map(|(path, subject, listener)| {
            let message = format!(
                "{subject} connects to the listener `{listener}`, which the cluster does not have"
            );
            RULE.error(path, message)
                .outcome(Outcome::FailsLater)
                .help(near.help(listener.as_str(), "add it below `cluster.listeners`"))
        })
        .collect()
}

fn named(deployment: &Deployment) -> impl Iterator<Item = (ModelPath, String, &ListenerName)> {
    let applications = deployment.applications.iter().map(|(name, application)| {
        let path = ModelPath::of(&["applications", name.as_str(), "listener"]);
        (
            path,
            format!("the application `{name}`"),
            &application.listener,
        )
    });
    let components = component::all(deployment).map(|component| {
        let path = ModelPath::of(&[component.field, "listener"]);
        (path, component.title.to_owned(), component.listener)
    });
    applications.chain(components)
}
