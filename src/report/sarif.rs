//! Findings as SARIF 2.1.0, which code scanning reads.
//!
//! Every rule that found something stands in the log with its page, and a finding that a waiver
//! accepts as a suppressed result. Columns count characters. Source: OASIS "Static Analysis
//! Results Interchange Format (SARIF) Version 2.1.0", by section below.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{Entry, Report, inert::inert_json};
use crate::finding::{RuleName, Severity};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// Returns the report as a SARIF log; `pages` are those of the rules by name.
#[must_use]
pub fn document(report: &Report, pages: &BTreeMap<&str, &str>) -> String {
    let entries: Vec<&Entry> = report
        .entries()
        .into_iter()
        .chain(report.waived())
        .collect();
    let rules: Vec<RuleName> = entries
        .iter()
        .map(|entry| entry.finding.rule)
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    let results: Vec<Value> = entries
        .iter()
        .map(|entry| result(report, entry, &rules))
        .collect();
    let descriptors: Vec<Value> = rules.iter().map(|rule| descriptor(*rule, pages)).collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "blueprint",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": descriptors,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    inert_json(&format!("{log:#}\n"))
}

/// A rule with its page (3.49).
fn descriptor(rule: RuleName, pages: &BTreeMap<&str, &str>) -> Value {
    let page = pages.get(rule.as_str()).copied().unwrap_or_default();
    let first: Vec<&str> = page
        .lines()
        .map(str::trim)
        .take_while(|line| !line.is_empty())
        .collect();
    let family = rule.as_str().split('/').next();
    json!({
        "id": rule.as_str(),
        "shortDescription": {"text": plain(&first.join(" "))},
        "help": {"text": plain(page), "markdown": page},
        "properties": {"tags": [family]},
    })
}

fn result(report: &Report, entry: &Entry, rules: &[RuleName]) -> Value {
    let finding = &entry.finding;
    let path = finding.path().map(ToString::to_string);
    let index = rules.iter().position(|rule| *rule == finding.rule);
    let mut result = json!({
        "ruleId": finding.rule.as_str(),
        "ruleIndex": index,
        "level": level(finding.severity),
        "message": {"text": plain(&sentences(entry))},
        "locations": [location(report, entry, path.as_deref())],
        "partialFingerprints": {"finding/v1": fingerprint(report, entry, path.as_deref())},
        "properties": {"environments": entry.environments},
    });
    if let Some(outcome) = finding.outcome {
        result["properties"]["outcome"] = json!(outcome.word());
    }
    if let Some(accepted) = &finding.accepted {
        let reason = format!("{} (until {})", accepted.reason, accepted.until);
        result["suppressions"] = json!([
            {"kind": "external", "status": "accepted", "justification": reason}
        ]);
    }
    result
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "note",
    }
}

fn sentences(entry: &Entry) -> String {
    let finding = &entry.finding;
    let mut text = finding.message.clone();
    if let Some(outcome) = finding.outcome {
        text.push_str(". Why: ");
        text.push_str(outcome.sentence());
    }
    if let Some(help) = &finding.help {
        text.push_str(". Help: ");
        text.push_str(help);
    }
    text
}

/// Where a finding is: the region of the file that set the value, and the model path.
fn location(report: &Report, entry: &Entry, path: Option<&str>) -> Value {
    let mut location = json!({});
    if let Some(spot) = &entry.spot {
        let mut physical = json!({"artifactLocation": {"uri": uri(report.file(spot).name())}});
        if !spot.whole_file {
            physical["region"] = json!({
                "startLine": spot.line,
                "startColumn": spot.column,
                "endColumn": spot.end_column,
            });
        }
        location["physicalLocation"] = physical;
    }
    if let Some(path) = path {
        location["logicalLocations"] = json!([{"fullyQualifiedName": path, "kind": "member"}]);
    }
    location
}

/// What stays the same when lines move: the rule, the file and the model path, or the sentence
/// where there is no path (3.27.17).
fn fingerprint(report: &Report, entry: &Entry, path: Option<&str>) -> String {
    let file = entry.spot.as_ref().map(|spot| report.file(spot).name());
    let about = path.unwrap_or(&entry.finding.message);
    let mut hash = Sha256::new();
    for part in [entry.finding.rule.as_str(), file.unwrap_or_default(), about] {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let digest = hash.finalize();
    let mut text = String::new();
    for byte in digest.iter().take(16) {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

/// A file's name as a URI reference (3.4.3, RFC 3986).
fn uri(name: &str) -> String {
    let mut uri = String::from(if name.starts_with('/') { "file://" } else { "" });
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

/// Text in which nothing is an embedded link (3.11.6).
fn plain(text: &str) -> String {
    if text.contains("](") {
        text.replace('\\', "\\\\")
            .replace('[', "\\[")
            .replace(']', "\\]")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::{plain, uri};

    #[test]
    fn file_names_become_references() {
        assert_eq!(uri("environments/prod.yaml"), "environments/prod.yaml");
        assert_eq!(uri("/a b/ü:%.yaml"), "file:///a%20b/%C3%BC%3A%25.yaml");
    }

    #[test]
    fn values_are_no_links() {
        assert_eq!(plain("`[a](http://b)`"), r"`\[a\](http://b)`");
        assert_eq!(plain("`list[3]`"), "`list[3]`");
    }
}
