//! Refuses a text of an alert that Prometheus can't fill in, and warns of an unknown label in it.
//!
//! # Why
//! Prometheus refuses a rule with a broken template, and prometheus-operator leaves out the whole
//! PrometheusRule with it. For a label that the alert does not have, people read nothing.
//!
//! # Example
//! `summary: "{{ $labels.pod }"`, or `{{ $labels.pod }}` in an alert on `sum by (topic) (…)`.
//!
//! # Instead
//! `{{ $value }}` and `{{ $labels.topic }}`, with functions behind them as in
//! `{{ $value | humanize }}`, and labels that are left at the end of the condition; those that the
//! rule adds, such as `severity`, are none of them. Templates with more than that are not judged.
//!
//! # Source
//! Prometheus: template reference.

use std::collections::BTreeSet;

use super::own::{self, Own};
use crate::{
    derive::{alert, promql::read::Labels},
    finding::{Finding, Outcome},
    model::{Deployment, alert::AlertText},
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new(
    "monitoring/alert-text",
    include_str!("alert_text.rs"),
    check,
);

fn check(deployment: &Deployment) -> Vec<Finding> {
    own::all(deployment)
        .flat_map(|own| {
            let labels = own.query().map_or(Labels::Any, |query| {
                alert::own::with_sources(deployment, own.monitoring, |sources| {
                    query.labels(sources, &mut BTreeSet::new())
                })
            });
            let description = own.alert.description.as_ref();
            let texts = [
                ("summary", Some(&own.alert.summary)),
                ("description", description),
            ];
            let judged = texts
                .into_iter()
                .filter_map(|(field, text)| judge(&own, field, text?, &labels));
            judged.collect::<Vec<_>>()
        })
        .collect()
}

fn judge(own: &Own<'_>, field: &str, text: &AlertText, labels: &Labels) -> Option<Finding> {
    let parts = match templates(text.as_str()) {
        Ok(parts) => parts,
        Err(broken) => {
            let message = format!(
                "the {field} of the alert `{}` has {broken}, so Prometheus refuses its rule",
                own.name
            );
            let finding = RULE.error(own.path(field), message);
            return Some(finding.outcome(Outcome::Dropped).help(
                "write `{{ $value }}` and `{{ $labels.topic }}`, each with both pairs of brackets",
            ));
        }
    };
    let unknown = parts.iter().find_map(|part| {
        let label = label(part)?;
        (!labels.has(label)).then_some(label)
    })?;
    let message = format!(
        "the {field} of the alert `{}` names the label `{unknown}`, which the alert does not have",
        own.name
    );
    let left = match labels {
        Labels::These(left) if !left.is_empty() => {
            let left: Vec<String> = left.iter().map(|label| format!("`{label}`")).collect();
            format!("it has {}", left.join(", "))
        }
        _ => "it has no labels: keep some with `by (…)`".to_owned(),
    };
    let finding = RULE.warning(own.path(field), message);
    Some(finding.outcome(Outcome::Ignored).help(left))
}

/// Returns what stands between double brackets, or what is wrong with the brackets.
fn templates(text: &str) -> Result<Vec<&str>, &'static str> {
    let mut parts = Vec::new();
    let mut made = Vec::new();
    let mut rest = text;
    while let Some((_, begun)) = rest.split_once("{{") {
        let (part, behind) = begun
            .split_once("}}")
            .ok_or("`{{` without `}}` behind it")?;
        let part = part.trim_start_matches("- ").trim_end_matches(" -").trim();
        if part.is_empty() {
            return Err("nothing between `{{` and `}}`");
        }
        if part.contains("{{") {
            return Err("`{{` without `}}` behind it");
        }
        if let Some((names, _)) = part.split_once(":=") {
            made.extend(names.split('$').skip(1).map(name));
        }
        if let Some(variable) = unknown_variable(part, &made) {
            return Err(variable);
        }
        parts.push(part);
        rest = behind;
    }
    Ok(parts)
}

/// Prometheus knows these variables, and a template knows those that it has `made` itself.
fn unknown_variable(part: &str, made: &[&str]) -> Option<&'static str> {
    let first = name(part.strip_prefix('$')?);
    let known = matches!(
        first,
        "" | "externalLabels" | "externalURL" | "labels" | "value"
    );
    (!known && !made.contains(&first)).then_some(
        "a variable that is none of `$labels`, `$value`, `$externalLabels` and `$externalURL`",
    )
}

/// Returns the label of `$labels.topic`, with or without functions behind it.
fn label(part: &str) -> Option<&str> {
    Some(name(part.split_once("$labels.")?.1))
}

/// Returns the name at the beginning of a text.
fn name(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    &text[..end.unwrap_or(text.len())]
}
