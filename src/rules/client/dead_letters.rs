//! Warns of an application that consumes and has no place for what it can't handle, and refuses
//! one that puts it where it came from.
//!
//! # Why
//! A record that can't be read stops its partition for ever, or is skipped and lost. Put back
//! into a topic that the application consumes, it comes again and again.
//!
//! # Example
//! An application with `consumes` and without `deadLetters`, or with
//! `deadLetters: orders` while it consumes `orders`.
//!
//! # Instead
//! `deadLetters: dlq`, with a topic that it does not consume.
//!
//! # Source
//! A decision of this tool; the pattern is known as "dead letter queue".

use crate::{
    finding::{Finding, ModelPath, Outcome},
    model::{Deployment, application::Application, name::ApplicationName},
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new(
    "client/dead-letters",
    include_str!("dead_letters.rs"),
    check,
);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let applications = deployment.applications.iter();
    applications
        .filter_map(|(name, application)| judge(name, application))
        .collect()
}

fn judge(name: &ApplicationName, application: &Application) -> Option<Finding> {
    let path = ModelPath::of(&["applications", name.as_str(), "deadLetters"]);
    match &application.dead_letters {
        None if application.consumes.is_empty() => None,
        None => {
            let message = format!("the application `{name}` has no topic for what it can't handle");
            let finding = RULE.warning(path, message).outcome(Outcome::FailsLater);
            Some(finding.help("name one in `deadLetters`"))
        }
        Some(topic) if application.consumes.contains_key(topic) => {
            let message = format!(
                "the application `{name}` puts what it can't handle into `{topic}`, which it consumes"
            );
            let finding = RULE.error(path, message).outcome(Outcome::FailsLater);
            Some(finding.help("name a topic that it does not consume"))
        }
        Some(_) => None,
    }
}
