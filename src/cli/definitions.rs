//! Holds what is rendered against the schemas that the API server applies to it.

use std::collections::BTreeMap;

use crate::{
    catalog::{
        crd::{self, Problem, Schema, Violation},
        operator::Release,
    },
    finding::{Finding, ModelPath, Outcome, RuleName, Severity},
    kubernetes::object::Object,
    model::Deployment,
    render,
};

/// Refuses rendered objects that the release's custom resource definitions do not allow.
pub const RULE: RuleName = RuleName::new("kubernetes/definition");

/// The page of the rule.
pub const PAGE: &str = "\
Refuses rendered objects that the release's custom resource definitions do not allow.

# Why
The API server refuses a value that a definition does not allow, and drops a field that it does not \
know without a word.

# Example
A field of an escape hatch that only a newer release of Strimzi knows.

# Instead
Take the field out, or move `operator.version` to a release that has it.

# Source
The definitions of the release, from Strimzi's own generator; `blueprint check --crds` holds the
objects against them.";

/// Returns what the definitions have against the objects of a deployment.
#[must_use]
pub fn violations(deployment: &Deployment) -> Vec<Finding> {
    let release = Release::of(deployment.operator.version);
    let mut schemas: BTreeMap<String, Option<Schema>> = BTreeMap::new();
    let mut findings = Vec::new();
    for (_, objects) in render::render(deployment) {
        for object in objects {
            let kind = &object.id().kind;
            let schema = schemas
                .entry(kind.clone())
                .or_insert_with(|| crd::schema(release, kind));
            if let Some(schema) = schema {
                let violations = schema.validate(object.value()).into_iter();
                findings.extend(violations.map(|violation| finding(&object, &violation)));
            }
        }
    }
    findings
}

fn finding(object: &Object, violation: &Violation) -> Finding {
    let Violation { pointer, problem } = violation;
    let message = format!("{} at {pointer}: {problem}", object.id());
    let outcome = match problem {
        Problem::UnknownField { .. } => Outcome::Dropped,
        Problem::MissingField { .. } | Problem::Value(_) => Outcome::Refused,
    };
    Finding::new(RULE, Severity::Error, ModelPath::default(), message).outcome(outcome)
}
