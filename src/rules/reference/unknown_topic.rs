//! Refuses an application that produces to, consumes from or puts dead letters into a topic that
//! the model does not have.
//!
//! # Why
//! The application gets rights on a name that is no topic. Its client waits for the topic and
//! then fails with `UNKNOWN_TOPIC_OR_PARTITION`, or, where brokers create topics on their own,
//! makes one that nobody manages.
//!
//! # Example
//! `deadLetters: dead-letters` where the topic is called `dlq`.
//!
//! # Instead
//! Name a topic below `topics`, or add it there.
//!
//! # Source
//! A decision of this tool: applications and topics are one model. Kafka's `Errors` for the
//! failure.

use crate::{
    finding::{Finding, ModelPath, Outcome},
    model::{Deployment, application::Application, name::TopicName},
    rules::{rule::Rule, suggestion::Suggestions},
};

pub(super) const RULE: Rule = Rule::new(
    "reference/unknown-topic",
    include_str!("unknown_topic.rs"),
    check,
);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let mut near = Suggestions::among(deployment.topics.keys().map(TopicName::as_str));
    let mut findings = Vec::new();
    for (name, application) in &deployment.applications {
        let here = ModelPath::of(&["applications", name.as_str()]);
        for (path, topic) in named(&here, application) {
            if deployment.topics.contains_key(topic) {
                continue;
            }
            let message = format!(
                "the application `{name}` names the topic `{topic}`, which is not in the model"
            );
            findings.push(
                RULE.error(path, message)
                    .outcome(Outcome::FailsLater)
                    .help(near.help(topic.as_str(), "add it below `topics`")),
            );
        }
    }
    findings
}

fn named<'a>(
    here: &ModelPath,
    application: &'a Application,
) -> impl Iterator<Item = (ModelPath, &'a TopicName)> {
    let (produces, consumes) = (here.key("produces"), here.key("consumes"));
    let dead_letters = here.key("deadLetters");
    application
        .produces
        .keys()
        .map(move |topic| (produces.key(topic.as_str()), topic))
        .chain(
            application
                .consumes
                .keys()
                .map(move |topic| (consumes.key(topic.as_str()), topic)),
        )
        .chain(
            application
                .dead_letters
                .iter()
                .map(move |topic| (dead_letters.clone(), topic)),
        )
}
