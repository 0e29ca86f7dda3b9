//! Warns of a topic that the Kafka UI can't show although the model asks for it.
//!
//! # Why
//! A topic with personal data stays shut unless its grant says why people may see them, and a
//! misspelt topic opens nothing.
//!
//! # Example
//! `messages: {user-events: {reason: Support}}` where `user-events` has `personalData: true`.
//!
//! # Instead
//! Say why in `personalData`, or take the topic away from `messages`.
//!
//! # Source
//! A decision of this tool: GDPR, article 5 (1) b.

use crate::{
    finding::{Finding, ModelPath, Outcome},
    model::{Deployment, name::TopicName},
    rules::{rule::Rule, suggestion::Suggestions},
};

pub(super) const RULE: Rule = Rule::new("ui/messages", include_str!("messages.rs"), check);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let mut near = Suggestions::among(deployment.topics.keys().map(TopicName::as_str));
    let granted = deployment.kafka_ui.iter().flat_map(|ui| &ui.messages);
    let mut findings = Vec::new();
    for (name, access) in granted {
        let path = ModelPath::of(&["kafkaUi", "messages", name.as_str()]);
        let finding = match deployment.topics.get(name) {
            None => RULE
                .error(
                    path,
                    format!(
                        "the Kafka UI is to show the topic `{name}`, which is not in the model"
                    ),
                )
                .help(near.help(name.as_str(), "take it away")),
            Some(topic) if topic.personal_data && access.personal_data.is_none() => RULE
                .warning(
                    path,
                    format!(
                        "the topic `{name}` holds personal data and stays shut in the Kafka UI"
                    ),
                )
                .help("say in `personalData` why people may see them, or take it away"),
            Some(_) => continue,
        };
        findings.push(finding.outcome(Outcome::Ignored));
    }
    findings
}
