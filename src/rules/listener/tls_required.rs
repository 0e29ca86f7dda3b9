//! Refuses a listener without TLS where its kind or its authentication needs it.
//!
//! # Why
//! An ingress and a route tell brokers apart by the server name in the TLS handshake, and a
//! client certificate is shown in that handshake. The operator stops.
//!
//! # Example
//! `authentication: tls` with `tls: false`.
//!
//! # Instead
//! `tls: true`.
//!
//! # Source
//! Strimzi: `ListenersValidator` (`validateTlsFeaturesOnNonTlsListener`, `validateRoute`,
//! `validateIngress`).

use crate::{
    finding::{Finding, ModelPath, Outcome},
    model::{
        Deployment,
        listener::{Authentication, Exposure, Listener},
    },
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new(
    "listener/tls-required",
    include_str!("tls_required.rs"),
    check,
);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let listeners = deployment.cluster.listeners.iter();
    let wrong = listeners.filter_map(|(name, listener)| Some((name, needs_tls(listener)?)));
    wrong
        .map(|(name, why)| {
            let path = ModelPath::of(&["cluster", "listeners", name.as_str(), "tls"]);
            RULE.error(
                path,
                format!("the listener `{name}` has no TLS, and {why} needs it"),
            )
            .outcome(Outcome::Refused)
            .help("write `tls: true`")
        })
        .collect()
}

fn needs_tls(listener: &Listener) -> Option<&'static str> {
    if listener.tls {
        return None;
    }
    match (&listener.expose, listener.authentication) {
        (Exposure::Ingress(_), _) => Some("an ingress"),
        (Exposure::Route(_), _) => Some("a route"),
        (_, Authentication::Tls) => Some("authentication with certificates"),
        _ => None,
    }
}
