//! Findings as `JUnit` XML, which every CI system shows as tests.
//!
//! Each file is a suite and each finding in it a case. Only errors fail: warnings and advice pass
//! with their text as output, since the command ends with 0 for them too, and what a waiver
//! accepts is skipped with its reason. An environment without errors is a case that passes, so
//! that a sound deployment is not a report without tests. Source: the schema of Jenkins' xunit
//! plugin (`junit-10.xsd`).

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{Entry, Report, inert};
use crate::finding::{Outcome, Severity, listed};

/// Returns the report as an XML document.
#[must_use]
pub fn document(report: &Report) -> String {
    let mut suites: BTreeMap<&str, Vec<&Entry>> = BTreeMap::new();
    for entry in report.entries().into_iter().chain(report.waived()) {
        let file = entry.spot.as_ref().map(|spot| report.file(spot).name());
        suites
            .entry(file.unwrap_or("model"))
            .or_default()
            .push(entry);
    }
    let errors = report.counts().errors;
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let sound = sound(report);
    let tests = sound.len() + suites.values().map(Vec::len).sum::<usize>();
    let _ = writeln!(
        text,
        "<testsuites name=\"blueprint check\" tests=\"{tests}\" failures=\"{errors}\">"
    );
    text.push_str(&environments(&sound));
    for (file, entries) in suites {
        text.push_str(&suite(report, file, &entries));
    }
    text.push_str("</testsuites>\n");
    text
}

/// Returns the environments that have no error.
fn sound(report: &Report) -> Vec<&str> {
    let entries = report.entries();
    let failed = |name: &str| {
        let errors = entries
            .iter()
            .filter(|entry| entry.finding.severity == Severity::Error);
        let mut environments = errors.flat_map(|entry| &entry.environments);
        environments.any(|environment| environment == name)
    };
    let names = report.environments().iter().map(String::as_str);
    names.filter(|name| !failed(name)).collect()
}

fn environments(sound: &[&str]) -> String {
    if sound.is_empty() {
        return String::new();
    }
    let cases = sound.iter().map(|name| {
        format!(
            "    <testcase classname=\"environment\" name=\"{}\"/>\n",
            escaped(name)
        )
    });
    format!(
        "  <testsuite name=\"environments without errors\" tests=\"{}\" failures=\"0\" skipped=\"0\">\n{}  </testsuite>\n",
        sound.len(),
        cases.collect::<String>()
    )
}

fn suite(report: &Report, file: &str, entries: &[&Entry]) -> String {
    let waived = |entry: &&&Entry| entry.finding.accepted.is_some();
    let skipped = entries.iter().filter(waived).count();
    let fails = |entry: &&&Entry| !waived(entry) && entry.finding.severity == Severity::Error;
    let failures = entries.iter().filter(fails).count();
    let cases = entries.iter().map(|entry| case(report, file, entry));
    format!(
        "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{failures}\" skipped=\"{skipped}\">\n{}  </testsuite>\n",
        escaped(file),
        entries.len(),
        cases.collect::<String>()
    )
}

fn case(report: &Report, file: &str, entry: &Entry) -> String {
    let finding = &entry.finding;
    let mut attributes = format!(
        "classname=\"{}\" name=\"{}\"",
        escaped(finding.rule.as_str()),
        escaped(&finding.message)
    );
    if let Some(spot) = &entry.spot {
        let _ = write!(
            attributes,
            " file=\"{}\" line=\"{}\"",
            escaped(file),
            spot.line
        );
    }
    let body = escaped_lines(&body(report, entry));
    let message = escaped(&finding.message);
    let result = match (&finding.accepted, finding.severity) {
        (Some(accepted), _) => format!(
            "<skipped message=\"waived until {}: {}\"/>",
            escaped(&accepted.until),
            escaped(&accepted.reason)
        ),
        (None, Severity::Error) => {
            format!("<failure type=\"error\" message=\"{message}\">{body}</failure>")
        }
        (None, severity) => format!("<system-out>{severity}: {body}</system-out>"),
    };
    format!("    <testcase {attributes}>\n      {result}\n    </testcase>\n")
}

fn body(report: &Report, entry: &Entry) -> Vec<String> {
    let finding = &entry.finding;
    let mut lines = vec![finding.message.clone()];
    if let Some(spot) = &entry.spot {
        let file = report.file(spot).name();
        lines.push(format!("at: {file}:{}:{}", spot.line, spot.column));
    }
    lines.extend(finding.path().map(|path| format!("path: {path}")));
    lines.push(format!("in: {}", listed(&entry.environments)));
    let why = finding.outcome.map(Outcome::sentence);
    lines.extend(why.map(|why| format!("why: {why}")));
    lines.extend(finding.help.iter().map(|help| format!("help: {help}")));
    lines.push(format!("more: blueprint explain {}", finding.rule));
    lines
}

fn escaped_lines(lines: &[String]) -> String {
    let lines: Vec<String> = lines.iter().map(|line| escaped(line)).collect();
    lines.join("\n")
}

/// Escapes text for XML; what XML 1.0 has no form for, control characters above all, is written
/// out.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in inert(text).chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            other => escaped.push(other),
        }
    }
    escaped
}
