//! Findings as workflow commands of GitHub Actions, which show them beside the changed lines.
//!
//! A command is one line, `::error file=…,line=…::message`. GitHub shows ten annotations of each
//! severity for a step and drops the rest without a word, so the last line says how many there
//! are; the log has them all. Source: "Workflow commands for GitHub Actions" and the limits in
//! `actions/runner` (`docs/adrs` and issue 1166 of `actions/toolkit` name ten of each kind).

use std::fmt::Write;

use super::{Entry, Report, inert};
use crate::finding::{Severity, listed};

/// How many annotations of one severity GitHub shows for a step.
const SHOWN: usize = 10;

/// Returns a command for each finding, worst first, and the line that counts them.
#[must_use]
pub fn commands(report: &Report) -> String {
    let mut text = String::new();
    for entry in report.entries() {
        text.push_str(&command(report, entry));
        text.push('\n');
    }
    // A line that is no command can't begin like one: environments are DNS labels.
    text.push_str(&report.closing());
    text.push('\n');
    let counts = report.counts();
    let most = counts.errors.max(counts.warnings).max(counts.advice);
    if most > SHOWN {
        let note =
            "GitHub shows the first ten of each severity beside the lines; all of them are above.";
        let _ = writeln!(text, "{note}");
    }
    text
}

fn command(report: &Report, entry: &Entry) -> String {
    let finding = &entry.finding;
    let kind = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "notice",
    };
    let mut properties = Vec::new();
    if let Some(spot) = &entry.spot {
        properties.push(format!("file={}", property(report.file(spot).name())));
        if !spot.whole_file {
            properties.push(format!("line={}", spot.line));
            properties.push(format!("col={}", spot.column));
            properties.push(format!("endColumn={}", spot.end_column));
        }
    }
    properties.push(format!("title={}", property(finding.rule.as_str())));
    let lines = message(report, entry);
    format!("::{kind} {}::{}", properties.join(","), lines.join("%0A"))
}

/// The lines of an annotation; each is escaped, so that only ours end one.
fn message(report: &Report, entry: &Entry) -> Vec<String> {
    let finding = &entry.finding;
    let mut lines = vec![data(&finding.message)];
    if let Some(only) = report.only_in(entry) {
        lines.push(data(&format!("in: {}", listed(only))));
    }
    if let Some(outcome) = finding.outcome {
        lines.push(data(&format!("why: {}", outcome.sentence())));
    }
    if let Some(help) = &finding.help {
        lines.push(data(&format!("help: {help}")));
    }
    lines.push(data(&format!("more: blueprint explain {}", finding.rule)));
    lines
}

/// Escapes what stands behind the second pair of colons.
pub(super) fn data(text: &str) -> String {
    inert(text)
        .replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// Escapes what stands between the two pairs of colons.
pub(super) fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{data, property};

    #[test]
    fn what_would_end_a_message_or_a_property_is_escaped() {
        assert_eq!(data("100%\n::add-mask::x"), "100%25\\n::add-mask::x");
        assert_eq!(property("a:b,c%"), "a%3Ab%2Cc%25");
    }
}
