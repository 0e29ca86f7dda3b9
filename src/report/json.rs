//! Findings for machines: one JSON document.

use serde_json::{Value, json};

use super::{Entry, Report, inert::acts};

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
    inert(&format!("{document:#}\n"))
}

/// Escapes what acts on a terminal; outside of strings JSON has nothing but line ends of it.
fn inert(document: &str) -> String {
    let mut text = String::with_capacity(document.len());
    for character in document.chars() {
        if character == '\n' || !acts(character) {
            text.push(character);
        } else {
            let units = character.encode_utf16(&mut [0; 2]).to_vec();
            text.extend(units.into_iter().map(|unit| format!("\\u{unit:04x}")));
        }
    }
    text
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

#[cfg(test)]
mod tests {
    use super::inert;

    #[test]
    fn marks_that_reorder_text_are_escaped_and_read_back() {
        let value = serde_json::json!({"a": "x\u{202e}y\u{9b}\u{e0041}ü"});
        let text = inert(&value.to_string());
        assert_eq!(text, r#"{"a":"x\u202ey\u009b\udb40\udc41ü"}"#);
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&text).unwrap(),
            value
        );
    }
}
