//! What came of a run, for people and for programs: one form per file.

mod json;
mod text;

pub use json::{json, schema};
pub use text::text;

use crate::outcome::{Check, Outcome};

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
