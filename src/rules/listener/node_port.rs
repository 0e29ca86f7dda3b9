//! Refuses a node port that two listeners ask for, and warns of TLS without the nodes' names.
//!
//! # Why
//! A node port belongs to one Service: the API server refuses the second one when half of the
//! Services are made. And the brokers' certificates hold no addresses of nodes, so clients that
//! verify host names, which they should, refuse the connection.
//!
//! # Example
//! `nodePort: {port: 31000}` at two listeners, or `nodePort: {}` with `tls: true`.
//!
//! # Instead
//! Ports of their own, and `alternativeNames` with the names or addresses that clients use.
//!
//! # Source
//! Tried on 1.2.0 (the API server's answer is 422); Strimzi: "Hostname verification with node
//! ports".

use std::collections::BTreeMap;

use crate::{
    finding::{Finding, ModelPath, Outcome},
    model::{
        Deployment,
        listener::{Exposure, NodePortExposure},
        name::ListenerName,
    },
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new("listener/node-port", include_str!("node_port.rs"), check);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let mut owners = BTreeMap::new();
    let mut findings = Vec::new();
    for (name, listener) in &deployment.cluster.listeners {
        let Exposure::NodePort(exposure) = &listener.expose else {
            continue;
        };
        if let Some(port) = exposure.port
            && let Some(other) = owners.insert(port, name)
        {
            let message = format!("the listener `{other}` asks for the node port {port} too");
            let finding = RULE
                .error(path(name, "port"), message)
                .outcome(Outcome::Refused);
            findings.push(finding.help("choose another one from 30000 to 32767"));
        }
        findings.extend(unverifiable(name, listener.tls, exposure));
    }
    findings
}

fn unverifiable(name: &ListenerName, tls: bool, exposure: &NodePortExposure) -> Option<Finding> {
    (tls && exposure.alternative_names.is_empty()).then(|| {
        let message = format!("the brokers' certificates hold no name of a node, so clients of the listener `{name}` can't verify them");
        RULE.warning(path(name, "alternativeNames"), message)
            .outcome(Outcome::FailsLater)
            .help("write the names or addresses that clients use into `alternativeNames`")
    })
}

fn path(name: &ListenerName, field: &str) -> ModelPath {
    ModelPath::of(&[
        "cluster",
        "listeners",
        name.as_str(),
        "expose",
        "nodePort",
        field,
    ])
}
