//! The report as one record of a topic: the JSON document, with so much of each check that the
//! record stays far below the size that every topic takes.

use super::{Report, json::document};
use crate::outcome::{Check, Difference, Outcome};

/// How many differences of a check a record tells.
const DIFFERENCES: usize = 20;

/// How many characters of a difference's parts, and of an evidence, a record tells.
const CHARACTERS: usize = 300;

/// Writes a report as the value of a record.
#[must_use]
pub fn record(report: &Report) -> String {
    let short = Report {
        checks: report.checks.iter().map(shortened).collect(),
        ..report.clone()
    };
    // The form is the one of the JSON report: all of it is JSON.
    serde_json::to_string(&document(&short)).unwrap_or_default()
}

fn shortened(check: &Check) -> Check {
    let outcome = match &check.outcome {
        Outcome::Passed(evidence) => Outcome::Passed(cut(evidence)),
        Outcome::NotChecked(why) => Outcome::NotChecked(cut(why)),
        Outcome::Failed(found) => {
            let kept = found.iter().take(DIFFERENCES);
            let mut kept: Vec<_> = kept
                .map(|one| Difference::new(cut(&one.thing), cut(&one.expected), cut(&one.found)))
                .collect();
            if let Some(more) = found
                .len()
                .checked_sub(DIFFERENCES)
                .filter(|more| *more > 0)
            {
                let rest = format!("{more} more");
                kept.push(Difference::new(rest, "none", "see the log of the run"));
            }
            Outcome::Failed(kept)
        }
    };
    Check {
        outcome,
        ..check.clone()
    }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(CHARACTERS) {
        Some((end, _)) => format!("{} …", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_tells_that_there_was_more() {
        let one = Difference::new("ü".repeat(400), "a", "b");
        let mut report = super::super::tests::sample();
        report.checks = vec![Check::of("topic/missing", "", vec![one; 5_000])];
        let text = record(&report);
        assert!(text.len() < 20_000, "{}", text.len());
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        let told = value["checks"][0]["differences"].as_array().unwrap();
        assert_eq!(told.len(), DIFFERENCES + 1);
        assert_eq!(told[DIFFERENCES]["thing"], "4980 more");
        assert!(!text.contains('\n'), "a record is one line");
    }
}
