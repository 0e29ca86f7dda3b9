//! Refuses an application that connects to a listener that the cluster does not have.
//!
//! # Why
//! Nothing listens there: the application would get an address that nobody answers.
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
    rules::{rule::Rule, suggestion::Suggestions},
};

pub(super) const RULE: Rule = Rule::new(
    "reference/unknown-listener",
    include_str!("unknown_listener.rs"),
    check,
);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let listeners = &deployment.cluster.listeners;
    let mut near = Suggestions::among(listeners.keys().map(ListenerName::as_str));
    let lost = deployment
        .applications
        .iter()
        .filter(|(_, application)| !listeners.contains_key(&application.listener));
    lost.map(|(name, application)| {
        let listener = &application.listener;
        let path = ModelPath::of(&["applications", name.as_str(), "listener"]);
        let message = format!(
            "the application `{name}` connects to the listener `{listener}`, which the cluster does not have"
        );
        RULE.error(path, message)
            .outcome(Outcome::FailsLater)
            .help(near.help(listener.as_str(), "add it below `cluster.listeners`"))
    })
    .collect()
}
