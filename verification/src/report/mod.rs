//! What came of a run, for people and for programs: one form per file.

mod json;
mod junit;
mod metrics;
mod record;
mod text;

use std::time::Duration;

pub use json::{json, schema};
pub use junit::junit;
pub use metrics::metrics;
pub use record::record;
pub use text::text;

use crate::outcome::{Check, Outcome};

/// What came of a run.
#[derive(Clone, Debug)]
pub struct Report {
    /// The name of the cluster's Kafka resource.
    pub cluster: String,
    /// Each check, in the order they were made.
    pub checks: Vec<Check>,
    /// How long the whole run took, the time it waited for the cluster included.
    pub took: Duration,
}

impl Report {
    /// Returns whether something is otherwise than expected.
    #[must_use]
    pub fn has_failed(&self) -> bool {
        self.checks.iter().any(Check::has_failed)
    }
}

/// How many checks came out how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    passed: usize,
    failed: usize,
    not_checked: usize,
}

impl Counts {
    fn of(checks: &[Check]) -> Self {
        let mut counts = Self::default();
        for check in checks {
            match check.outcome {
                Outcome::Passed(_) => counts.passed += 1,
                Outcome::Failed(_) => counts.failed += 1,
                Outcome::NotChecked(_) => counts.not_checked += 1,
            }
        }
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::Difference;

    /// One check of each outcome, with text that no format may take for its own signs.
    pub(super) fn sample() -> Report {
        let found = vec![Difference::new(
            "topic \"a<b>&c\"\n",
            "6 partitions",
            "5\u{1b}[31m",
        )];
        Report {
            cluster: "shop".to_owned(),
            checks: vec![
                Check::of("topic/partitions", "", found).within(Duration::from_millis(1250)),
                Check::of("topic/leaders", "9 topics", Vec::new()),
                Check::not_made("cluster/racks", "the model has no racks"),
            ],
            took: Duration::from_millis(2500),
        }
    }
}
