//! Warns of a listener whose clients may do nothing, because nobody knows who they are.
//!
//! # Why
//! Without authentication every client is `User:ANONYMOUS`. With Kafka's own access control lists
//! that user has no rights, so each request is answered with an authorization error.
//!
//! # Example
//! `authentication: none` (or nothing) while `authorization` is `simple`.
//!
//! # Instead
//! `authentication: tls` or `authentication: scram-sha-512`, or take the listener away.
//!
//! # Source
//! Kafka: `StandardAuthorizer`, `allow.everyone.if.no.acl.found` (default `false`).

use crate::{
    finding::{Finding, ModelPath, Outcome},
    model::{Deployment, cluster::Authorization, listener::Authentication},
    rules::{broker_setting, rule::Rule},
};

pub(super) const RULE: Rule = Rule::new("listener/anonymous", include_str!("anonymous.rs"), check);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let cluster = &deployment.cluster;
    let opened = broker_setting::opened(cluster).is_some();
    if opened || matches!(cluster.authorization, Authorization::None(_)) {
        return Vec::new();
    }
    let listeners = cluster.listeners.iter();
    let anonymous =
        listeners.filter(|(_, listener)| listener.authentication == Authentication::None);
    anonymous
        .map(|(name, _)| {
            let path = ModelPath::of(&["cluster", "listeners", name.as_str(), "authentication"]);
            let message = format!("the clients of the listener `{name}` are anonymous, and the access control lists refuse them everything");
            RULE.warning(path, message)
                .outcome(Outcome::FailsLater)
                .help("give it `authentication: tls`, or take the listener away")
        })
        .collect()
}
