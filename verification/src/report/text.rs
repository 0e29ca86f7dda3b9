//! A table for people: one line for each check, and below a failed one each difference.

use std::fmt::Write;

use super::Counts;
use crate::outcome::{Check, Outcome};

/// Writes checks as a table.
#[must_use]
pub fn text(checks: &[Check]) -> String {
    let width = checks.iter().map(|check| check.name.len()).max();
    let width = width.unwrap_or_default();
    let mut text = String::new();
    for check in checks {
        let (word, rest) = match &check.outcome {
            Outcome::Passed(evidence) => ("ok", evidence.clone()),
            Outcome::Failed(found) => ("FAILED", format!("{} differences", found.len())),
            Outcome::NotChecked(why) => ("not checked", why.clone()),
        };
        // Writing to a String can't fail.
        let _ = writeln!(text, "{:width$}  {word:11}  {rest}", check.name);
        if let Outcome::Failed(found) = &check.outcome {
            for difference in found {
                let _ = writeln!(text, "    {difference}");
            }
        }
    }
    let counts = Counts::of(checks);
    let _ = writeln!(
        text,
        "{} passed, {} failed, {} not checked",
        counts.passed, counts.failed, counts.not_checked
    );
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::Difference;

    #[test]
    fn each_difference_stands_below_its_check() {
        let found = vec![Difference::new("topic chat-events", "6 partitions", 5)];
        let checks = [
            Check::of("topic/partitions", "", found),
            Check::of("topic/leaders", "9 topics", Vec::new()),
            Check::not_made("cluster/racks", "the model has no racks"),
        ];
        let lines: Vec<_> = text(&checks).lines().map(str::to_owned).collect();
        assert_eq!(
            lines,
            [
                "topic/partitions  FAILED       1 differences",
                "    topic chat-events: expected 6 partitions, found 5",
                "topic/leaders     ok           9 topics",
                "cluster/racks     not checked  the model has no racks",
                "1 passed, 1 failed, 1 not checked",
            ]
        );
    }
}
