//! A table for people: one line for each check, and below a failed one each difference.

use std::fmt::Write;

use super::{Counts, Report};
use crate::outcome::Outcome;

/// Writes a report as a table.
#[must_use]
pub fn text(report: &Report) -> String {
    let checks = &report.checks;
    let width = checks.iter().map(|check| check.name.len()).max();
    let width = width.unwrap_or_default();
    let mut text = String::new();
    for check in checks {
        let (word, rest) = match &check.outcome {
            Outcome::Passed(evidence) => ("ok", evidence.clone()),
            Outcome::Failed(found) if found.len() == 1 => ("FAILED", "1 difference".to_owned()),
            Outcome::Failed(found) => ("FAILED", format!("{} differences", found.len())),
            Outcome::NotChecked(why) => ("not checked", why.clone()),
        };
        // Writing to a String can't fail.
        let seconds = check.took.as_secs_f64();
        let _ = writeln!(
            text,
            "{:width$}  {word:11}  {seconds:5.1} s  {rest}",
            check.name
        );
        if let Outcome::Failed(found) = &check.outcome {
            for difference in found {
                let _ = writeln!(text, "    {difference}");
            }
        }
    }
    let counts = Counts::of(checks);
    let _ = writeln!(
        text,
        "{} passed, {} failed, {} not checked, in {:.1} s",
        counts.passed,
        counts.failed,
        counts.not_checked,
        report.took.as_secs_f64()
    );
    text
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::outcome::{Check, Difference};

    #[test]
    fn each_difference_stands_below_its_check() {
        let found = vec![Difference::new("topic chat-events", "6 partitions", 5)];
        let report = Report {
            cluster: "shop".to_owned(),
            checks: vec![
                Check::of("topic/partitions", "", found).within(Duration::from_millis(1_240)),
                Check::of("topic/leaders", "9 topics", Vec::new()),
                Check::not_made("cluster/racks", "the model has no racks"),
            ],
            took: Duration::from_millis(2_500),
        };
        let lines: Vec<_> = text(&report).lines().map(str::to_owned).collect();
        assert_eq!(
            lines,
            [
                "topic/partitions  FAILED         1.2 s  1 difference",
                "    topic chat-events: expected 6 partitions, found 5",
                "topic/leaders     ok             0.0 s  9 topics",
                "cluster/racks     not checked    0.0 s  the model has no racks",
                "1 passed, 1 failed, 1 not checked, in 2.5 s",
            ]
        );
    }
}
