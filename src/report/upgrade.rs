//! The way to a newer release, for people and for machines.

use std::fmt::Write;

use serde_json::{Value, json};

use super::inert::{inert, inert_json};
use crate::{
    catalog::operator::Release,
    change::upgrade::{State, Step, Work},
};

/// The way of one environment.
#[derive(Clone, Copy, Debug)]
pub struct Plan<'a> {
    /// The environment.
    pub environment: &'a str,
    /// What runs now.
    pub from: State,
    /// What the model leaves to the operator until now: paths and the values that hold.
    pub unset: &'a [(&'static str, String)],
    /// The steps.
    pub steps: &'a [Told<'a>],
}

/// A step with what the rules say of the model after it.
#[derive(Clone, Debug)]
pub struct Told<'a> {
    /// The step.
    pub step: &'a Step,
    /// What `check` refuses then; nothing where the model is right.
    pub refused: Vec<String>,
}

/// What a step is called, what it takes, and whether it can be taken back.
struct Wording {
    title: String,
    edits: Vec<(&'static str, String)>,
    action: String,
    undo: &'static str,
}

fn wording(environment: &str, step: &Step) -> Wording {
    match step.work {
        Work::Operator(operator) => Wording {
            title: format!("Upgrade the operators to {operator}"),
            edits: vec![("operator.version", operator.to_string())],
            action: format!(
                "render, then `kubectl apply --server-side -k out/{environment}/crds` before the rest; \
                 every node restarts once, and wait until the Kafka resource is Ready"
            ),
            undo: "the older operator can come back as long as it supports the Kafka that runs and \
                   its API version is still stored",
        },
        Work::Kafka(kafka) => Wording {
            title: format!("Raise Kafka to {kafka}"),
            edits: vec![("cluster.version", kafka.to_string())],
            action: "render and apply; every node restarts once, and the metadata stay as they are"
                .to_owned(),
            undo: "the older Kafka can come back until the metadata version is raised",
        },
        Work::Both(operator, kafka) => Wording {
            title: format!("Upgrade the operators to {operator} and Kafka to {kafka} together"),
            edits: vec![
                ("operator.version", operator.to_string()),
                ("cluster.version", kafka.to_string()),
            ],
            action: format!(
                "render, then `kubectl apply --server-side -k out/{environment}/crds` before the rest; \
                 the new operators do not run the old Kafka, so both go together"
            ),
            undo: "the older operator can come back until the metadata version is raised",
        },
        Work::Metadata(metadata) => Wording {
            title: format!("Raise the metadata version to {metadata}"),
            edits: vec![("cluster.metadataVersion", metadata.to_string())],
            action: "render and apply when the new Kafka has proved itself; nothing restarts".to_owned(),
            undo: "it can't be undone: the older Kafka can't read the new metadata",
        },
        Work::Conversion => Wording {
            title: "Keep every resource in v1".to_owned(),
            edits: Vec::new(),
            action: "apply what is rendered, which is v1 from operator 0.49 on; convert resources that \
                     others made with Strimzi's `api-conversion` tool; then let its `crd-upgrade` make v1 \
                     the stored version, and see that `status.storedVersions` of every definition is v1 \
                     alone"
                .to_owned(),
            undo: "it can't be undone once v1 alone is stored and 1.0 or newer is installed",
        },
    }
}

/// Returns the steps for people.
#[must_use]
pub fn page(plan: &Plan<'_>) -> String {
    let from = plan.from;
    let mut text = format!(
        "{} runs the operators {} with Kafka {} and the metadata version {}.\n",
        plan.environment, from.operator, from.kafka, from.metadata
    );
    if !plan.unset.is_empty() {
        text.push_str("\nFirst write what would follow the operator by itself, and render:\n");
    }
    for (path, value) in plan.unset {
        let _ = writeln!(text, "   write: {path}: {value}");
    }
    for (index, told) in plan.steps.iter().enumerate() {
        let words = wording(plan.environment, told.step);
        let _ = writeln!(text, "\n{}. {}", index + 1, words.title);
        for (path, value) in &words.edits {
            let _ = writeln!(text, "   write: {path}: {value}");
        }
        let _ = writeln!(text, "   do:    {}", words.action);
        for rule in &told.step.rules {
            let _ = writeln!(text, "   why:   {}", rule.rule.trim_end_matches('.'));
        }
        let _ = writeln!(text, "   back:  {}", words.undo);
        if let Work::Operator(operator) = told.step.work {
            let minimum = Release::of(operator).kubernetes_minimum();
            let _ = writeln!(text, "   needs: Kubernetes {minimum} or newer");
        }
        if told.refused.is_empty() {
            text.push_str("   check: the model passes with this step\n");
        }
        for refused in &told.refused {
            let _ = writeln!(text, "   check: refused: {}", inert(refused));
        }
    }
    text
}

fn edits(edits: &[(&'static str, String)]) -> Vec<Value> {
    let each = edits.iter();
    each.map(|(path, value)| json!({"path": path, "value": value}))
        .collect()
}

/// Returns the steps as one JSON document with a line end.
#[must_use]
pub fn document(plan: &Plan<'_>) -> String {
    let state = |state: State| {
        json!({
            "operator": state.operator.to_string(),
            "kafka": state.kafka.to_string(),
            "metadataVersion": state.metadata.to_string(),
        })
    };
    let steps = plan.steps.iter().map(|told| {
        let words = wording(plan.environment, told.step);
        json!({
            "title": words.title,
            "edits": edits(&words.edits),
            "action": words.action,
            "reasons": told.step.rules.iter().map(|rule| json!({
                "id": rule.id, "rule": rule.rule, "source": rule.source,
            })).collect::<Vec<_>>(),
            "undo": words.undo,
            "after": state(told.step.after),
            "refused": told.refused,
        })
    });
    let document = json!({
        "version": 1,
        "environment": plan.environment,
        "from": state(plan.from),
        "unset": edits(plan.unset),
        "steps": steps.collect::<Vec<_>>(),
    });
    format!("{}\n", inert_json(&format!("{document:#}")))
}
