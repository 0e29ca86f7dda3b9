//! Advises to name the addresses of the Kubernetes API server.
//!
//! # Why
//! The operators talk to it, so the policies must let them. Without its addresses they may go to
//! every address on its ports, which are those of every web server too.
//!
//! # Example
//! A model without `platform.apiServer.addresses`.
//!
//! # Instead
//! The addresses that `kubectl get endpoints kubernetes` shows, each as a range: policies apply
//! behind the Service, so its own address is not enough.
//!
//! # Source
//! Kubernetes: NetworkPolicy, "egress" and `ipBlock`.

use crate::{
    finding::{Finding, ModelPath},
    model::Deployment,
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new("network/api-server", include_str!("api_server.rs"), check);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let server = &deployment.platform.api_server;
    // A server without a port is the business of `network/api-server-port`.
    if !server.addresses.is_empty() || server.ports.is_empty() {
        return Vec::new();
    }
    let ports: Vec<String> = server.ports.iter().map(ToString::to_string).collect();
    let path = ModelPath::of(&["platform", "apiServer", "addresses"]);
    let message = format!(
        "the operators may go to every address on the API server's ports ({})",
        ports.join(", ")
    );
    vec![
        RULE.advice(path, message)
            .help("write the addresses that `kubectl get endpoints kubernetes` shows"),
    ]
}
