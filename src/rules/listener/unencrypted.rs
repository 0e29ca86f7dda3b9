//! Warns of a listener that is reached from outside of the Kubernetes cluster without TLS.
//!
//! # Why
//! Records, and with SCRAM what is needed to guess passwords, pass foreign networks in the clear.
//!
//! # Example
//! `expose: {loadBalancer: {}}` with `tls: false`.
//!
//! # Instead
//! `tls: true`.
//!
//! # Source
//! Kafka: "Security overview"; RFC 5802, section 9, for SCRAM without TLS.

use crate::{
    finding::{Finding, ModelPath},
    model::Deployment,
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new(
    "listener/unencrypted",
    include_str!("unencrypted.rs"),
    check,
);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let listeners = deployment.cluster.listeners.iter();
    let bare = listeners.filter(|(_, listener)| listener.expose.is_external() && !listener.tls);
    bare.map(|(name, _)| {
        let path = ModelPath::of(&["cluster", "listeners", name.as_str(), "tls"]);
        let message = format!("the listener `{name}` is reached from outside without encryption");
        RULE.warning(path, message).help("write `tls: true`")
    })
    .collect()
}
