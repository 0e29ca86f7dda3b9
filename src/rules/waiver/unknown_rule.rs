//! Refuses a waiver of a rule that does not exist.
//!
//! # Why
//! It silences nothing, and its author believes that something is accepted.
//!
//! # Example
//! `rule: topic/min-isr`.
//!
//! # Instead
//! Copy the rule's name from the finding, such as `topic/min-insync-replicas`. What reading
//! itself refuses (`environment/…`) can't be waived, because nothing is there to go on with.
//!
//! # Source
//! A decision of this tool.

use crate::{
    finding::{Finding, ModelPath},
    model::Deployment,
    rules::{self, rule::Rule, suggestion::Suggestions},
};

pub(super) const RULE: Rule = Rule::new(
    "waiver/unknown-rule",
    include_str!("unknown_rule.rs"),
    check,
);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let mut near = Suggestions::among(rules::all().map(|rule| rule.name().as_str()));
    deployment
        .waivers
        .iter()
        .filter(|(_, waiver)| !exists(waiver.rule.as_str()))
        .map(|(name, waiver)| {
            let rule = waiver.rule.as_str();
            let path = ModelPath::of(&["waivers", name.as_str(), "rule"]);
            let message = format!(
                "the waiver `{name}` is for `{rule}`, and no rule of that name can be waived"
            );
            RULE.error(path, message)
                .help(near.help(rule, "copy the rule's name from the finding"))
        })
        .collect()
}

/// Returns whether a rule can be waived.
pub(super) fn exists(name: &str) -> bool {
    rules::all().any(|rule| rule.name().as_str() == name)
}
