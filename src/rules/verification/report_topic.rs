//! Refuses a topic of reports that the verification itself would delete or that has another use.
//!
//! # Why
//! The verification takes away every topic that begins with its name and a `-`, what an earlier
//! run left included. A topic of the model with the same name has its own shape, and records of
//! other kinds in it.
//!
//! # Example
//! `report: {topic: kafka-verification-reports}`.
//!
//! # Instead
//! `report: {topic: verification-reports}`.
//!
//! # Source
//! A decision of this tool.

use crate::{
    derive::verification,
    finding::{Finding, ModelPath, Outcome},
    model::Deployment,
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new(
    "verification/report-topic",
    include_str!("report_topic.rs"),
    check,
);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let Some(own) = &deployment.verification else {
        return Vec::new();
    };
    let Some(topic) = &own.report.topic else {
        return Vec::new();
    };
    let prefix = verification::prefix(own);
    let (message, outcome) = if topic.as_str().starts_with(&prefix) {
        let message = format!(
            "the verification takes away every topic that begins with `{prefix}`, its reports in `{topic}` too"
        );
        (message, Outcome::FailsLater)
    } else if deployment.topics.contains_key(topic) {
        let message =
            format!("`{topic}` is a topic of the model, and reports would lie among its records");
        (message, Outcome::FailsLater)
    } else {
        return Vec::new();
    };
    let path = ModelPath::of(&["verification", "report", "topic"]);
    let finding = RULE.error(path, message).outcome(outcome);
    vec![finding.help("choose another name, such as `verification-reports`")]
}
