//! A compiled schema of one kind.

use jsonschema::{Draft, PatternOptions, Validator};
use serde_json::Value;

use super::violation::Violation;
use super::{closed, violation};
use crate::catalog::Version;

/// Whether a schema is that of the release itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coverage {
    /// It has the fields of the release.
    Same,
    /// It is that of this newer release: what was added in between is not noticed. For a Kafka,
    /// [`crate::catalog::operator::field_history`] knows what was.
    Newer(Version),
}

/// What the API server accepts for one kind.
#[derive(Debug)]
pub struct Schema {
    closed: Value,
    validator: Validator,
    coverage: Coverage,
}

impl Schema {
    /// Compiles a structural schema; `None` if it is no schema at all, which the tests of the
    /// catalogue exclude for every schema that is committed.
    pub(super) fn compile(structural: &Value, coverage: Coverage) -> Option<Self> {
        let closed = closed::object(structural);
        // Patterns are those of Go, which Rust's own engine reads. The newest draft allows the empty
        // `required` of older generators, and does not read patterns as those of JavaScript.
        let validator = jsonschema::options()
            .with_draft(Draft::Draft202012)
            .with_pattern_options(PatternOptions::regex())
            .build(&closed)
            .ok()?;
        Some(Self {
            closed,
            validator,
            coverage,
        })
    }

    /// Returns whether the schema is that of the release itself.
    #[must_use]
    pub fn coverage(&self) -> Coverage {
        self.coverage
    }

    /// Returns everything in `object` that the API server would refuse or drop, by position.
    #[must_use]
    pub fn validate(&self, object: &Value) -> Vec<Violation> {
        let mut found: Vec<Violation> = self
            .validator
            .iter_errors(object)
            .flat_map(|error| violation::from_error(&error, &self.closed))
            .collect();
        found.sort();
        found.dedup();
        found
    }
}
