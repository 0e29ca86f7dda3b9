//! Warns of schemas that nobody registers, and refuses a subject that two topics claim.
//!
//! # Why
//! A schema without a registry is a file that producers and consumers never see. Two topics with
//! one subject would each replace the other's schema, or be refused as incompatible.
//!
//! # Example
//! A topic with `schema` in a model without `schemaRegistry`; two topics with
//! `schema: {subject: events}`.
//!
//! # Instead
//! Add `schemaRegistry`; leave `subject` out, so that it follows from the topic's name.
//!
//! # Source
//! Confluent: "Subject name strategy" (`TopicNameStrategy`), which Apicurio Registry serves too.

use std::collections::BTreeMap;

use crate::{
    derive::schema_registry::{self, Subject},
    finding::{Finding, ModelPath, Outcome},
    model::Deployment,
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new("registry/schema", include_str!("schema.rs"), check);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let subjects = schema_registry::subjects(deployment);
    if deployment.schema_registry.is_none() {
        return subjects.first().map(unregistered).into_iter().collect();
    }
    let mut first = BTreeMap::new();
    let mut findings = Vec::new();
    for subject in &subjects {
        let name = subject.name();
        let Some(other) = first.get(&name) else {
            first.insert(name, subject.topic);
            continue;
        };
        let path = ModelPath::of(&["topics", subject.topic.as_str(), "schema", "subject"]);
        let message = format!(
            "the topics `{other}` and `{}` have the same subject, `{name}`",
            subject.topic
        );
        let finding = RULE.error(path, message).outcome(Outcome::FailsLater);
        findings
            .push(finding.help("leave `subject` out, so that it follows from the topic's name"));
    }
    findings
}

fn unregistered(subject: &Subject<'_>) -> Finding {
    let path = ModelPath::of(&["topics", subject.topic.as_str(), "schema"]);
    RULE.warning(
        path,
        "topics have schemas, and no registry is there to keep them",
    )
    .outcome(Outcome::Ignored)
    .help("add `schemaRegistry`")
}
