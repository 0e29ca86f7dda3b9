//! The JUnit file for machines: a suite for each family of checks, a case for each check.
//!
//! What is otherwise than expected is a failure with a line for each difference; what was not
//! looked at is a skipped case with its reason. Source: the schema of Jenkins' xunit plugin
//! (`junit-10.xsd`).

use std::fmt::Write;

use super::{Counts, Report};
use crate::outcome::{Check, Outcome};

/// Writes a report as JUnit.
#[must_use]
pub fn junit(report: &Report) -> String {
    let counts = Counts::of(&report.checks);
    let mut text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
    // Writing to a String can't fail.
    let _ = writeln!(
        text,
        "<testsuites name=\"{}\" tests=\"{}\" failures=\"{}\" skipped=\"{}\" time=\"{:.3}\">",
        escaped(&report.cluster),
        report.checks.len(),
        counts.failed,
        counts.not_checked,
        report.took.as_secs_f64(),
    );
    for suite in report.checks.chunk_by(|a, b| family(a) == family(b)) {
        push_suite(&mut text, suite);
    }
    text.push_str("</testsuites>\n");
    text
}

/// Returns what stands before the slash of a check's name.
fn family(check: &Check) -> &str {
    check
        .name
        .split_once('/')
        .map_or(&*check.name, |(family, _)| family)
}

fn push_suite(text: &mut String, checks: &[Check]) {
    let counts = Counts::of(checks);
    let name = checks.first().map_or("", family);
    let _ = writeln!(
        text,
        "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" skipped=\"{}\">",
        escaped(name),
        checks.len(),
        counts.failed,
        counts.not_checked,
    );
    for check in checks {
        push_case(text, check);
    }
    text.push_str("  </testsuite>\n");
}

fn push_case(text: &mut String, check: &Check) {
    let result = match &check.outcome {
        Outcome::Passed(evidence) => format!("<system-out>{}</system-out>", escaped(evidence)),
        Outcome::NotChecked(why) => format!("<skipped message=\"{}\"/>", escaped(why)),
        Outcome::Failed(found) => {
            let lines: Vec<_> = found.iter().map(|one| escaped(&one.to_string())).collect();
            let first = lines.first().map_or("", String::as_str);
            format!(
                "<failure message=\"{first}\">{}</failure>",
                lines.join("\n")
            )
        }
    };
    let _ = writeln!(
        text,
        "    <testcase classname=\"{}\" name=\"{}\" time=\"{:.3}\">{result}</testcase>",
        escaped(family(check)),
        escaped(&check.name),
        check.took.as_secs_f64(),
    );
}

/// Writes what XML can't hold as it is: its own signs, and control characters not at all.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' => escaped.push_str("&#10;"),
            '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            _ if character.is_control() => escaped.push('\u{fffd}'),
            _ => escaped.push(character),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_outcome_has_its_element_and_foreign_text_stays_text() {
        let text = junit(&super::super::tests::sample());
        let document = roxmltree::Document::parse(&text).unwrap();
        let case = |name: &str| {
            let mut nodes = document.descendants();
            nodes
                .find(|node| node.has_tag_name("testcase") && node.attribute("name") == Some(name))
                .unwrap()
        };
        let failed = case("topic/partitions");
        assert_eq!(failed.attribute("time"), Some("1.250"));
        let failure = failed.first_element_child().unwrap();
        assert!(failure.has_tag_name("failure"));
        let wanted = "topic \"a<b>&c\"\n: expected 6 partitions, found 5\u{fffd}[31m";
        assert_eq!(failure.text(), Some(wanted));
        let passed = case("topic/leaders").first_element_child().unwrap();
        assert_eq!(passed.text(), Some("9 topics"));
        let skipped = case("cluster/racks").first_element_child().unwrap();
        assert_eq!(skipped.attribute("message"), Some("the model has no racks"));
        let all = document.root_element();
        assert_eq!(all.attribute("failures"), Some("1"));
        let suites = all.children().filter(roxmltree::Node::is_element);
        assert_eq!(suites.count(), 2);
    }
}
