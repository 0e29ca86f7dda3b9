//! The steps for people.

use std::fmt::Write;

use super::{Plan, Told, wording};
use crate::{change::upgrade::Work, report::inert};

/// Returns the steps for people.
#[must_use]
pub fn page(plan: &Plan<'_>) -> String {
    let from = plan.from;
    let mut text = format!(
        "{} runs the operators {} with Kafka {} and the metadata version {}, on Kubernetes {}.\n",
        plan.environment, from.operator, from.kafka, from.metadata, from.kubernetes
    );
    if !plan.unset.is_empty() {
        text.push_str("\nFirst write what would follow the operator by itself, and render:\n");
    }
    for (path, value) in plan.unset {
        let _ = writeln!(text, "   write: {path}: {value}");
    }
    for (index, told) in plan.steps.iter().enumerate() {
        step(&mut text, plan.environment, index + 1, told);
    }
    text
}

fn step(text: &mut String, environment: &str, number: usize, told: &Told<'_>) {
    let words = wording::of(environment, told.step);
    let _ = writeln!(text, "\n{number}. {}", words.title);
    if words.edits.is_empty() {
        text.push_str("   write: nothing\n");
    }
    for (path, value) in &words.edits {
        let _ = writeln!(text, "   write: {path}: {value}");
    }
    let _ = writeln!(text, "   do:    {}", words.action);
    for rule in &told.step.rules {
        let _ = writeln!(text, "   why:   {}", rule.rule.trim_end_matches('.'));
    }
    let _ = writeln!(text, "   back:  {}", words.undo);
    if let Work::Operator(operator) | Work::Both(operator, _) = told.step.work {
        let _ = writeln!(text, "   needs: {}", wording::needs(operator));
    }
    if told.refused.is_empty() {
        text.push_str("   check: the model passes with this step\n");
    }
    for refused in &told.refused {
        let _ = writeln!(text, "   check: refused: {}", inert(refused));
    }
}
