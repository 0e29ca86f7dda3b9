//! How many findings there are of each severity.

use std::fmt;

use crate::finding::{Severity, counted, listed};

/// The number of findings by severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// What keeps the deployment from being rendered.
    pub errors: usize,
    /// What would work, but not as well or as safely as one would think.
    pub warnings: usize,
    /// What is worth knowing.
    pub advice: usize,
}

impl Counts {
    /// Counts severities.
    #[must_use]
    pub fn of(severities: impl Iterator<Item = Severity>) -> Self {
        let mut counts = Self::default();
        for severity in severities {
            match severity {
                Severity::Error => counts.errors += 1,
                Severity::Warning => counts.warnings += 1,
                Severity::Advice => counts.advice += 1,
            }
        }
        counts
    }

    /// Returns whether nothing was found.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = [
            (self.errors, "error", "errors"),
            (self.warnings, "warning", "warnings"),
            (self.advice, "piece of advice", "pieces of advice"),
        ];
        let named: Vec<String> = parts
            .into_iter()
            .filter(|(count, ..)| *count > 0)
            .map(|(count, one, many)| counted(count, one, many))
            .collect();
        if named.is_empty() {
            return f.write_str("no findings");
        }
        f.write_str(&listed(&named))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_there_is_counted() {
        use Severity::{Advice, Error, Warning};
        let said = |severities: &[Severity]| Counts::of(severities.iter().copied()).to_string();
        assert_eq!(said(&[]), "no findings");
        assert_eq!(said(&[Error]), "1 error");
        assert_eq!(
            said(&[Error, Error, Warning, Advice, Advice]),
            "2 errors, 1 warning and 2 pieces of advice"
        );
    }
}
