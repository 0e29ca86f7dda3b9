//! The table for people: one line per claim, reasons below it.

use std::fmt::Write as _;

use super::{Row, Totals};
use crate::verdict::{Check, Verdict};

/// Returns the lines of one row.
#[must_use]
pub fn row(row: &Row) -> String {
    let mut text = format!("{} ({:.1} s)\n", row.name, row.duration.as_secs_f64());
    for check in row.checks.as_slice() {
        push_check(&mut text, check);
    }
    if let Some(error) = &row.error {
        push(
            &mut text,
            "FAILED",
            "the row could not be run to its end",
            &error.to_string(),
        );
    }
    text
}

/// Returns the closing line, which test runners count by.
#[must_use]
pub fn totals(totals: Totals) -> String {
    let Totals {
        proved,
        failed,
        not_proved,
    } = totals;
    format!("{proved} passed, {failed} failed, {not_proved} skipped")
}

fn push_check(text: &mut String, check: &Check) {
    match &check.verdict {
        Verdict::Proved => push(text, "proved", &check.claim, ""),
        Verdict::Failed(reason) => push(text, "FAILED", &check.claim, reason),
        Verdict::NotProved(reason) => push(text, "not proved", &check.claim, reason),
    }
}

fn push(text: &mut String, verdict: &str, claim: &str, reason: &str) {
    // Writing to a string can't fail.
    let _ = writeln!(text, "  {verdict:<10}  {claim}");
    for line in reason.lines() {
        let _ = writeln!(text, "              {line}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_shows_every_claim_with_its_reason() {
        let shown = row(&super::super::tests::row());
        insta::assert_snapshot!(shown, @r#"
        api-server (1.5 s)
          proved      prod 0.40.0: applies
          FAILED      prod 1.2.0: applies
                      unknown <field>
                      "x"
          not proved  finalizers
                      no operator is published
          FAILED      the row could not be run to its end
                      an answer can't be understood: it is empty
        "#);
    }

    #[test]
    fn the_closing_line_is_the_one_that_test_runners_count() {
        let counted = Totals {
            proved: 3,
            failed: 0,
            not_proved: 1,
        };
        assert_eq!(totals(counted), "3 passed, 0 failed, 1 skipped");
    }
}
