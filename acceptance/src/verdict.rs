//! What a row of the acceptance table found, check by check.
//!
//! "Not proved" is a verdict of its own and never counts as proved: a claim without its
//! component stays open, and the table says why.

/// How one check came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The real component confirmed the claim.
    Proved,
    /// The real component contradicted the claim; the text is what it said.
    Failed(String),
    /// The claim could not be put to a real component, for the reason given.
    NotProved(String),
}

/// One claim and how it came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// What is claimed, as a short sentence about the output.
    pub claim: String,
    /// How it came out.
    pub verdict: Verdict,
}

/// The checks of one row, in the order they were made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checks(Vec<Check>);

impl Checks {
    /// Records a claim with its verdict.
    pub fn push(&mut self, claim: impl Into<String>, verdict: Verdict) {
        self.0.push(Check {
            claim: claim.into(),
            verdict,
        });
    }

    /// Records a claim that holds exactly if nothing speaks against it.
    pub fn unless(&mut self, claim: impl Into<String>, objections: &[String]) {
        let verdict = if objections.is_empty() {
            Verdict::Proved
        } else {
            Verdict::Failed(objections.join("\n"))
        };
        self.push(claim, verdict);
    }

    /// Records a claim that holds exactly if `holds`; `otherwise` says what was seen instead.
    pub fn expect(
        &mut self,
        claim: impl Into<String>,
        holds: bool,
        otherwise: impl FnOnce() -> String,
    ) {
        let verdict = if holds {
            Verdict::Proved
        } else {
            Verdict::Failed(otherwise())
        };
        self.push(claim, verdict);
    }

    /// Records a claim that no component could be asked about.
    pub fn not_proved(&mut self, claim: impl Into<String>, reason: impl Into<String>) {
        self.push(claim, Verdict::NotProved(reason.into()));
    }

    /// Returns the checks in the order they were made.
    #[must_use]
    pub fn as_slice(&self) -> &[Check] {
        &self.0
    }

    /// Returns whether a check failed.
    #[must_use]
    pub fn any_failed(&self) -> bool {
        self.0
            .iter()
            .any(|check| matches!(check.verdict, Verdict::Failed(_)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objections_fail_a_claim_and_are_kept() {
        let mut checks = Checks::default();
        checks.unless("quiet", &[]);
        checks.unless("loud", &["a".to_owned(), "b".to_owned()]);
        let verdicts: Vec<_> = checks
            .as_slice()
            .iter()
            .map(|check| check.verdict.clone())
            .collect();
        assert_eq!(
            verdicts,
            [Verdict::Proved, Verdict::Failed("a\nb".to_owned())]
        );
        assert!(checks.any_failed());
    }

    #[test]
    fn what_is_not_proved_has_not_failed_either() {
        let mut checks = Checks::default();
        checks.not_proved("a claim", "no program for it");
        assert!(!checks.any_failed());
        assert_ne!(
            checks.as_slice().first().map(|check| &check.verdict),
            Some(&Verdict::Proved)
        );
    }
}
