//! The one type for everything that people are told about a model.
//!
//! Readers, the model and the rules all speak in findings; reports only lay them out.
//! A finding names the model path it is about. Where that path was written, line and
//! column included, is looked up when the finding is shown and not before.

mod acceptance;
mod outcome;
mod path;
mod place;
mod rule;
mod severity;
mod words;

pub use self::{
    acceptance::Acceptance,
    outcome::Outcome,
    path::{ModelPath, Segment, Trail},
    place::{FileId, Place},
    rule::{RuleName, nearest},
    severity::Severity,
    words::{counted, listed},
};

/// One thing that people should know about a model or about the file it was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule that found it; `blueprint explain` has a page for each.
    pub rule: RuleName,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong, in one sentence without a closing full stop.
    pub message: String,
    /// What it is about.
    pub site: Site,
    /// What the operators or Kafka would make of it.
    pub outcome: Option<Outcome>,
    /// How to mend it, in one sentence without a closing full stop.
    pub help: Option<String>,
    /// The waiver that accepts it, if one does; what is accepted is counted and told apart.
    pub accepted: Option<Box<Acceptance>>,
}

/// What a finding is about: a value of the model, or a stretch of a file that has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Site {
    /// The value at a model path.
    Value(ModelPath),
    /// The key that a model path ends in.
    Key(ModelPath),
    /// A stretch of a file that could not become a model.
    Source(Place),
    /// A whole file, for instance an empty one.
    File(FileId),
}

impl Finding {
    /// Returns a finding about the value at `path`.
    pub fn new(
        rule: RuleName,
        severity: Severity,
        path: ModelPath,
        message: impl Into<String>,
    ) -> Self {
        Self::at(rule, severity, Site::Value(path), message)
    }

    /// Returns a finding about any site.
    pub fn at(rule: RuleName, severity: Severity, site: Site, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity,
            message: message.into(),
            site,
            outcome: None,
            help: None,
            accepted: None,
        }
    }

    /// Adds how to mend it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds what the operators or Kafka would make of it.
    #[must_use]
    pub fn outcome(mut self, outcome: Outcome) -> Self {
        self.outcome = Some(outcome);
        self
    }

    /// Returns the model path, where the finding has one.
    #[must_use]
    pub fn path(&self) -> Option<&ModelPath> {
        match &self.site {
            Site::Value(path) | Site::Key(path) => Some(path),
            Site::Source(_) | Site::File(_) => None,
        }
    }
}
