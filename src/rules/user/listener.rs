//! Refuses a user that no listener can authenticate.
//!
//! # Why
//! The user operator makes the certificate or the password, reports Ready, and the user can never
//! connect.
//!
//! # Example
//! `authentication: scram-sha-512` where every listener has `authentication: tls`.
//!
//! # Instead
//! Give a listener that authentication, or the user the one that a listener has.
//!
//! # Source
//! Strimzi: nothing compares users with listeners (`KafkaUserModel`, `ListenersValidator`).

use crate::{
    finding::{Finding, ModelPath, Outcome},
    model::{Deployment, listener::Authentication, user::UserAuthentication},
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new("user/listener", include_str!("listener.rs"), check);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let offered: Vec<Authentication> = deployment
        .cluster
        .listeners
        .values()
        .map(|listener| listener.authentication)
        .collect();
    let lost = deployment
        .users
        .iter()
        .filter(|(_, user)| !offered.contains(&needed(user.authentication)));
    lost.map(|(name, user)| {
        let needed = needed(user.authentication);
        let path = ModelPath::of(&["users", name.as_str(), "authentication"]);
        let message = format!(
            "the user `{name}` has `{}`, and no listener has `authentication: {needed}`",
            user.authentication
        );
        RULE.error(path, message)
            .outcome(Outcome::Ignored)
            .help(format!(
                "give a listener `authentication: {needed}`, or the user another one"
            ))
    })
    .collect()
}

/// Returns the authentication that a listener must have for a user.
const fn needed(authentication: UserAuthentication) -> Authentication {
    match authentication {
        UserAuthentication::Tls | UserAuthentication::TlsExternal => Authentication::Tls,
        UserAuthentication::ScramSha512 => Authentication::ScramSha512,
    }
}
