//! The JUnit file for machines: a suite per row, a case per claim.
//!
//! What is not proved is a skipped case; a row that could not be run has an error case.

use std::fmt::Write as _;

use super::Row;
use crate::verdict::{Check, Verdict};

/// Returns the JUnit document of all rows.
#[must_use]
pub fn document(rows: &[Row]) -> String {
    let mut text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n".to_owned();
    for row in rows {
        push_suite(&mut text, row);
    }
    text.push_str("</testsuites>\n");
    text
}

// Writing to a string can't fail, so its results are dropped here.

fn push_suite(text: &mut String, row: &Row) {
    let seconds = row.duration.as_secs_f64();
    let _ = writeln!(
        text,
        "  <testsuite name=\"{}\" time=\"{seconds:.3}\">",
        escape(row.name)
    );
    for check in row.checks.as_slice() {
        push_case(text, row.name, check);
    }
    if let Some(error) = &row.error {
        let problem = format!("<error>{}</error>", escape(&error.to_string()));
        push(text, row.name, "runs to its end", &problem);
    }
    text.push_str("  </testsuite>\n");
}

fn push_case(text: &mut String, suite: &str, check: &Check) {
    let result = match &check.verdict {
        Verdict::Proved => String::new(),
        Verdict::Failed(reason) => format!("<failure>{}</failure>", escape(reason)),
        Verdict::NotProved(reason) => format!("<skipped message=\"{}\"/>", escape(reason)),
    };
    push(text, suite, &check.claim, &result);
}

fn push(text: &mut String, suite: &str, case: &str, result: &str) {
    let (suite, case) = (escape(suite), escape(case));
    let _ = writeln!(
        text,
        "    <testcase classname=\"{suite}\" name=\"{case}\">{result}</testcase>"
    );
}

/// Writes what XML can't hold as it is: its own signs, and control characters not at all.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\n' | '\t' => escaped.push(character),
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
    fn every_verdict_has_its_element() {
        insta::assert_snapshot!(document(&[super::super::tests::row()]), @r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites>
          <testsuite name="api-server" time="1.500">
            <testcase classname="api-server" name="prod 0.40.0: applies"></testcase>
            <testcase classname="api-server" name="prod 1.2.0: applies"><failure>unknown &lt;field&gt;
        &quot;x&quot;</failure></testcase>
            <testcase classname="api-server" name="finalizers"><skipped message="no operator is published"/></testcase>
            <testcase classname="api-server" name="runs to its end"><error>an answer can't be understood: it is empty</error></testcase>
          </testsuite>
        </testsuites>
        "#);
    }

    #[test]
    fn control_characters_do_not_break_the_document() {
        assert_eq!(escape("a\u{1b}[31m&"), "a\u{fffd}[31m&amp;");
    }
}
