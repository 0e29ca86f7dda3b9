//! Refuses an application whose listener does not ask for its certificate.
//!
//! # Why
//! Every application proves who it is with a certificate. A listener that asks for a password
//! refuses it, and one that asks for nothing lets it in as `User:ANONYMOUS`, to whom the access
//! control lists refuse everything.
//!
//! # Example
//! `listener: plain` where `plain` has no authentication.
//!
//! # Instead
//! A listener with `authentication: tls`.
//!
//! # Source
//! Strimzi: `KafkaUser` with `authentication.type: tls`; Kafka: `StandardAuthorizer`.

use crate::{
    finding::{Finding, ModelPath, Outcome},
    model::{
        Deployment,
        cluster::Authorization,
        listener::{Authentication, Listener},
        name::ListenerName,
    },
    rules::{enumeration::quoted, rule::Rule},
};

pub(super) const RULE: Rule = Rule::new("client/listener", include_str!("listener.rs"), check);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let open = matches!(deployment.cluster.authorization, Authorization::None(_));
    let help = help(deployment);
    let mut findings = Vec::new();
    for (name, application) in &deployment.applications {
        let listener = &application.listener;
        let Some(known) = deployment.cluster.listeners.get(listener) else {
            continue;
        };
        if let Some(what) = misfit(listener, known, open) {
            let path = ModelPath::of(&["applications", name.as_str(), "listener"]);
            let message = format!("the application `{name}` has a certificate, and {what}");
            let finding = RULE.error(path, message).outcome(Outcome::FailsLater);
            findings.push(finding.help(help.as_str()));
        }
    }
    findings
}

fn misfit(name: &ListenerName, listener: &Listener, open: bool) -> Option<String> {
    match listener.authentication {
        Authentication::ScramSha512 => Some(format!("the listener `{name}` asks for a password")),
        Authentication::None if !open => Some(format!(
            "the listener `{name}` does not ask for it, so it may do nothing"
        )),
        Authentication::None | Authentication::Tls => None,
    }
}

fn help(deployment: &Deployment) -> String {
    let listeners = deployment.cluster.listeners.iter();
    let fitting: Vec<&str> = listeners
        .filter(|(_, listener)| listener.authentication == Authentication::Tls)
        .map(|(name, _)| name.as_str())
        .collect();
    match fitting[..] {
        [] => "give the listener `authentication: tls`".to_owned(),
        _ => format!("choose {}", quoted(&fitting)),
    }
}
