//! Refuses an API server without a port.
//!
//! # Why
//! The policies would cut the operators off from it, and nothing would be reconciled.
//!
//! # Example
//! `apiServer: {ports: []}`.
//!
//! # Instead
//! `ports: [443, 6443]`, or leave it out.
//!
//! # Source
//! Kubernetes: a policy lets through only what it names.

use crate::{
    finding::{Finding, ModelPath, Outcome},
    model::Deployment,
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new(
    "network/api-server-port",
    include_str!("api_server_port.rs"),
    check,
);

fn check(deployment: &Deployment) -> Vec<Finding> {
    if !deployment.platform.api_server.ports.is_empty() {
        return Vec::new();
    }
    let path = ModelPath::of(&["platform", "apiServer", "ports"]);
    let finding = RULE.error(
        path,
        "the policies would cut the operators off from the API server",
    );
    vec![
        finding
            .outcome(Outcome::FailsLater)
            .help("write `ports: [443, 6443]`, or leave it out"),
    ]
}
