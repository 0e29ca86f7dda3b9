//! Refuses a port that another listener has or that Strimzi needs.
//!
//! # Why
//! 9404 shows metrics and 9999 is JMX; ports below 9092 belong to Strimzi and can't be written.
//! The operator collects all such mistakes and stops.
//!
//! # Example
//! Two listeners with `port: 9093`, or one with `port: 9404`.
//!
//! # Instead
//! A port of its own from 9092 on, such as 9095.
//!
//! # Source
//! Strimzi: `ListenersValidator` (`FORBIDDEN_PORTS`, "every listener needs to have a unique port
//! number").

use std::collections::BTreeMap;

use crate::{
    finding::{Finding, ModelPath, Outcome},
    model::Deployment,
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new("listener/port", include_str!("port.rs"), check);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let mut owners = BTreeMap::new();
    let mut findings = Vec::new();
    for (name, listener) in &deployment.cluster.listeners {
        let port = listener.port.get();
        let message = match (port, owners.get(&port)) {
            (9404, _) => "Strimzi shows metrics on port 9404".to_owned(),
            (9999, _) => "Strimzi keeps port 9999 for JMX".to_owned(),
            (_, Some(other)) => format!("the listener `{other}` has port {port} too"),
            (_, None) => {
                owners.insert(port, name);
                continue;
            }
        };
        let path = ModelPath::of(&["cluster", "listeners", name.as_str(), "port"]);
        let finding = RULE.error(path, message).outcome(Outcome::Refused);
        findings.push(finding.help("choose another port from 9092 on"));
    }
    findings
}
