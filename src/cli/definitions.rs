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
    let components = render::render(deployment);
    let objects = components.iter().flat_map(|(_, objects)| objects);
    against(Release::of(deployment.operator.version), objects)
}

fn against<'a>(release: &Release, objects: impl Iterator<Item = &'a Object>) -> Vec<Finding> {
    let mut schemas: BTreeMap<&str, Option<Schema>> = BTreeMap::new();
    let mut findings = Vec::new();
    for object in objects {
        let kind = object.id().kind.as_str();
        let schema = schemas
            .entry(kind)
            .or_insert_with(|| crd::schema(release, kind));
        if let Some(schema) = schema {
            let violations = schema.validate(object.value()).into_iter();
            findings.extend(violations.map(|violation| finding(object, &violation)));
        }
    }
    findings
}

fn finding(object: &Object, violation: &Violation) -> Finding {
    let Violation { pointer, problem } = violation;
    let message = format!("{} at {pointer}: {problem}", object.id());
    let outcome = match problem {
        Problem::UnknownField { .. } => Outcome::RefusedOrDropped,
        Problem::MissingField { .. } | Problem::Value(_) => Outcome::Refused,
    };
    Finding::new(RULE, Severity::Error, ModelPath::default(), message).outcome(outcome)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::catalog::operator::OperatorVersion;

    #[test]
    fn what_would_be_refused_and_what_would_be_dropped_are_told_apart() {
        let topic = Object::new(json!({
            "apiVersion": "kafka.strimzi.io/v1beta2",
            "kind": "KafkaTopic",
            "metadata": {"name": "orders", "namespace": "kafka"},
            "spec": {"partitions": 0, "replica": 3},
        }));
        let version: OperatorVersion = "0.40.0".parse().unwrap();
        let findings = against(Release::of(version), [topic.unwrap()].iter());
        let said: Vec<String> = findings
            .iter()
            .map(|finding| format!("{}: {}", finding.outcome.unwrap(), finding.message))
            .collect();
        insta::assert_snapshot!(said.join("\n"), @r"
        refused: KafkaTopic kafka/orders at /spec/partitions: 0 is less than the minimum of 1
        refused-or-dropped: KafkaTopic kafka/orders at /spec/replica: the field `replica` is unknown; `replicas` is the nearest known one
        ");
    }
}
