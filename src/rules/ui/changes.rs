//! Warns of a Kafka UI that offers changes which it can't make.
//!
//! # Why
//! Its user in Kafka may only look. The buttons are there, and each of them ends in an
//! authorization error.
//!
//! # Example
//! `readOnly: false`.
//!
//! # Instead
//! `readOnly: true`; change topics in the model.
//!
//! # Source
//! kafbat: `readonly`; a decision of this tool on the rights of the Kafka UI's user.

use crate::{
    finding::{Finding, ModelPath, Outcome},
    model::Deployment,
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new("ui/changes", include_str!("changes.rs"), check);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let offers = deployment.kafka_ui.iter().filter(|ui| !ui.read_only);
    offers
        .map(|_| {
            let path = ModelPath::of(&["kafkaUi", "readOnly"]);
            RULE.warning(
                path,
                "the Kafka UI offers changes, and its user may make none",
            )
            .outcome(Outcome::FailsLater)
            .help("write `readOnly: true`")
        })
        .collect()
}
