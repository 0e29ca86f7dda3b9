//! Findings for machines: one JSON document.

use serde_json::{Value, json};

use super::{Entry, Report};

/// Returns the report as a JSON document, with a newline at its end.
#[must_use]
pub fn document(report: &Report) -> String {
    let counts = report.counts();
    let findings: Vec<Value> = report
        .entries()
        .into_iter()
        .map(|entry| finding(report, entry))
        .collect();
    let document = json!({
        "environments": report.environments(),
        "findings": findings,
        "counts": {
            "error": counts.errors,
            "warning": counts.warnings,
            "advice": counts.advice,
        },
    });
    format!("{document:#}\n")
}

fn finding(report: &Report, entry: &Entry) -> Value {
    let finding = &entry.finding;
    let place = entry.spot.as_ref().map(|spot| {
        json!({
            "file": report.file(spot).name(),
            "line": spot.line,
            "column": spot.column,
            "endColumn": spot.end_column,
        })
    });
    json!({
        "rule": finding.rule.as_str(),
        "severity": finding.severity.word(),
        "message": finding.message,
        "path": finding.path().map(ToString::to_string),
        "place": place,
        "outcome": finding.outcome.map(crate::finding::Outcome::word),
        "help": finding.help,
        "environments": entry.environments,
    })
}
