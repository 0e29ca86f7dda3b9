//! Warns of a Kafka UI that is reached from outside with one password for everybody.
//!
//! # Why
//! Nobody can be told apart, nobody can be shut out without telling all others a new password,
//! and whoever guesses it sees every topic that is open.
//!
//! # Example
//! `ingress` beside `authentication: loginForm`.
//!
//! # Instead
//! `authentication: {oauth2: …}`, or no ingress: people come in with `kubectl port-forward`.
//!
//! # Source
//! A decision of this tool; OWASP: "Authentication cheat sheet".

use crate::{
    finding::{Finding, ModelPath},
    model::{Deployment, kafka_ui::UiAuthentication},
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new("ui/shared-login", include_str!("shared_login.rs"), check);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let open = deployment.kafka_ui.iter().filter(|ui| {
        ui.ingress.is_some() && matches!(ui.authentication, UiAuthentication::LoginForm(_))
    });
    open.map(|_| {
        let path = ModelPath::of(&["kafkaUi", "authentication"]);
        RULE.warning(
            path,
            "the Kafka UI is reached from outside with one password for everybody",
        )
        .help("write `authentication: {oauth2: …}`, or take the ingress away")
    })
    .collect()
}
