//! Advises which Secrets must be there before the cluster, where people bring their own
//! certificate authority.
//!
//! # Why
//! The operator makes none and stops until the Secrets exist, with `ca.crt` and `ca.key` in them.
//! It renews nothing either.
//!
//! # Example
//! `certificates: {cluster: {generate: false}}`.
//!
//! # Instead
//! Create the Secrets that the message names first, and renew them before they end.
//!
//! # Source
//! Strimzi: `CustomCaProvider`; "Using your own CA certificates and private keys".

use crate::{
    finding::{Finding, ModelPath, Outcome},
    model::Deployment,
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new(
    "secret/own-authority",
    include_str!("own_authority.rs"),
    check,
);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let cluster = &deployment.cluster;
    let authorities = [
        ("cluster", &cluster.certificates.cluster),
        ("clients", &cluster.certificates.clients),
    ];
    let own = authorities
        .into_iter()
        .filter(|(_, authority)| !authority.generate);
    own.map(|(kind, _)| {
        let path = ModelPath::of(&["cluster", "certificates", kind, "generate"]);
        let name = format!("{}-{kind}-ca", cluster.name);
        RULE.advice(
            path,
            format!("the Secrets `{name}` and `{name}-cert` must exist before the cluster"),
        )
        .outcome(Outcome::Refused)
        .help("create them with `ca.key` and `ca.crt`, and renew them before they end")
    })
    .collect()
}
