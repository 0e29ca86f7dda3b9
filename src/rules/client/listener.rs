//! Refuses a listener that does not ask for the certificate of who connects to it.
//!
//! # Why
//! Every application, the registry, the Kafka UI and the verification prove who they are with a
//! certificate. A listener that asks for a password
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
    model::{Deployment, cluster::Authorization, listener::Authentication, name::ListenerName},
    rules::{component, enumeration::quoted, rule::Rule},
};

pub(super) const RULE: Rule = Rule::new("client/listener", include_str!("listener.rs"), check);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let help = help(deployment);
    let applications = deployment
        .applications
        .iter()
        .filter_map(|(name, application)| {
            let why = misfit(deployment, &application.listener)?;
            let path = ModelPath::of(&["applications", name.as_str(), "listener"]);
            Some((
                path,
                format!("the application `{name}` has a certificate, and {why}"),
            ))
        });
    let components = component::all(deployment).filter_map(|component| {
        let why = misfit(deployment, component.listener)?;
        let path = ModelPath::of(&[component.field, "listener"]);
        Some((
            path,
            format!("{} has a certificate, and {why}", component.title),
        ))
    });
    let wrong = applications.chain(components);
    wrong
        .map(|(path, message)| {
            RULE.error(path, message)
                .outcome(Outcome::FailsLater)
                .help(help.as_str())
        })
        .collect()
}

fn misfit(deployment: &Deployment, name: &ListenerName) -> Option<String> {
    let open = matches!(deployment.cluster.authorization, Authorization::None(_));
    let listener = deployment.cluster.listeners.get(name)?;
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
