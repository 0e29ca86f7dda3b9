//! What a run found, for people and for machines.

pub mod junit;
pub mod table;

use std::time::Duration;

use crate::error::Error;
use crate::verdict::{Checks, Verdict};

/// One row of the table: a proof that was run.
#[derive(Debug)]
pub struct Row {
    /// The proof's name, as `--only` takes it.
    pub name: &'static str,
    /// The checks that were made, also those before an error.
    pub checks: Checks,
    /// Why the row ended early, if it did.
    pub error: Option<Error>,
    /// How long the row took.
    pub duration: Duration,
}

/// How many checks came out how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// Claims that a real component confirmed.
    pub proved: usize,
    /// Claims that a real component contradicted, and rows that could not be run.
    pub failed: usize,
    /// Claims that were put to nobody.
    pub not_proved: usize,
}

impl Totals {
    /// Counts the checks of all rows; a row that ended early counts as one failure.
    #[must_use]
    pub fn of(rows: &[Row]) -> Self {
        let mut totals = Self::default();
        for row in rows {
            for check in row.checks.as_slice() {
                match check.verdict {
                    Verdict::Proved => totals.proved += 1,
                    Verdict::Failed(_) => totals.failed += 1,
                    Verdict::NotProved(_) => totals.not_proved += 1,
                }
            }
            totals.failed += usize::from(row.error.is_some());
        }
        totals
    }
}

/// How a run ends for whoever called it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing failed.
    Done,
    /// Something could not be run, and nothing that was run failed.
    CouldNotRun,
    /// A claim was contradicted.
    Failed,
}

impl Outcome {
    /// Judges the rows of a run.
    #[must_use]
    pub fn of(rows: &[Row]) -> Self {
        if rows.iter().any(|row| row.checks.any_failed()) {
            Self::Failed
        } else if rows.iter().any(|row| row.error.is_some()) {
            Self::CouldNotRun
        } else {
            Self::Done
        }
    }

    /// Returns the exit code: 0 done, 1 could not run, 2 something failed.
    #[must_use]
    pub fn exit_code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::CouldNotRun => 1,
            Self::Failed => 2,
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// One row with every verdict and an early end.
    pub(crate) fn row() -> Row {
        let mut checks = Checks::default();
        checks.push("prod 0.40.0: applies", Verdict::Proved);
        checks.push(
            "prod 1.2.0: applies",
            Verdict::Failed("unknown <field>\n\"x\"".to_owned()),
        );
        checks.not_proved("finalizers", "no operator is published");
        let error = Some(Error::form("an answer", "it is empty"));
        Row {
            name: "api-server",
            checks,
            error,
            duration: Duration::from_millis(1500),
        }
    }

    #[test]
    fn what_is_not_proved_is_never_counted_as_passed() {
        let totals = Totals::of(&[row()]);
        assert_eq!(
            totals,
            Totals {
                proved: 1,
                failed: 2,
                not_proved: 1
            }
        );
    }

    #[test]
    fn a_contradicted_claim_outweighs_a_row_that_could_not_run() {
        let mut broken = row();
        assert_eq!(Outcome::of(&[row()]).exit_code(), 2);
        broken.checks = Checks::default();
        assert_eq!(Outcome::of(&[broken]).exit_code(), 1);
        assert_eq!(Outcome::of(&[]).exit_code(), 0);
    }
}
