//! What a check came to: one name, one outcome, and each difference with the thing it is about.
//!
//! A difference always names the thing, what was expected and what was found, so that a person
//! needs nothing else to go and look.

use std::{borrow::Cow, fmt, time::Duration};

/// One check and what it came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// Its name, such as `topic/partitions`; stable, and the same in every report.
    pub name: Cow<'static, str>,
    /// What it came to.
    pub outcome: Outcome,
    /// How long it took to look at, or to try, what it was judged by; checks that were judged by
    /// one look share the time of that look.
    pub took: Duration,
    /// What was measured on the way, whether or not anything was asked of it.
    pub measures: Vec<Measure>,
}

/// Something that was measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Measure {
    /// Its name, which ends with its unit, such as `latency_seconds`.
    pub name: &'static str,
    /// What tells it from others of that name.
    pub labels: Vec<(&'static str, String)>,
    /// How much it is.
    pub value: f64,
}

/// What a check came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It holds; what was looked at.
    Passed(String),
    /// It does not; each thing that is otherwise.
    Failed(Vec<Difference>),
    /// It could not be, or was not to be, looked at, and why.
    NotChecked(String),
}

/// One thing that is otherwise than expected.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Difference {
    /// The thing, such as `topic chat-events`.
    pub thing: String,
    /// What it should be.
    pub expected: String,
    /// What it is.
    pub found: String,
}

/// What is expected of a thing that could not be looked at.
const SEEN: &str = "it can be looked at";

impl Difference {
    /// A thing that could not be looked at, and why.
    pub fn unseen(thing: impl Into<String>, why: impl fmt::Display) -> Self {
        Self::new(thing, SEEN, why)
    }

    /// Returns whether the thing could not be looked at.
    #[must_use]
    pub fn is_unseen(&self) -> bool {
        self.expected == SEEN
    }

    /// Puts a difference into words that were said otherwise.
    pub fn new(
        thing: impl Into<String>,
        expected: impl fmt::Display,
        found: impl fmt::Display,
    ) -> Self {
        Self {
            thing: thing.into(),
            expected: expected.to_string(),
            found: found.to_string(),
        }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            thing,
            expected,
            found,
        } = self;
        write!(f, "{thing}: expected {expected}, found {found}")
    }
}

impl Check {
    /// A check that failed if there is any difference; else it passed with `evidence`.
    pub fn of(
        name: impl Into<Cow<'static, str>>,
        evidence: impl Into<String>,
        found: Vec<Difference>,
    ) -> Self {
        let name = name.into();
        let outcome = if found.is_empty() {
            Outcome::Passed(evidence.into())
        } else {
            Outcome::Failed(found)
        };
        Self {
            name,
            outcome,
            took: Duration::ZERO,
            measures: Vec::new(),
        }
    }

    /// A check that failed because what it is about could not be looked at.
    pub fn unseen(name: impl Into<Cow<'static, str>>, thing: &str, why: &str) -> Self {
        Self::of(name, "", vec![Difference::unseen(thing, why)])
    }

    /// A check that was not made.
    pub fn not_made(name: impl Into<Cow<'static, str>>, why: impl fmt::Display) -> Self {
        Self {
            name: name.into(),
            outcome: Outcome::NotChecked(why.to_string()),
            took: Duration::ZERO,
            measures: Vec::new(),
        }
    }

    /// The same check, which took so long.
    #[must_use]
    pub fn within(mut self, took: Duration) -> Self {
        self.took = took;
        self
    }

    /// The same check, with what was measured.
    #[must_use]
    pub fn measured(mut self, measures: Vec<Measure>) -> Self {
        self.measures = measures;
        self
    }

    /// Returns whether something is otherwise than expected.
    #[must_use]
    pub fn has_failed(&self) -> bool {
        matches!(self.outcome, Outcome::Failed(_))
    }
}
