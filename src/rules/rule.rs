//! A rule: its name, its page and the function that finds what breaks it.

use crate::{
    finding::{Finding, ModelPath, RuleName, Severity},
    model::Deployment,
};

/// One rule about deployments.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    name: RuleName,
    source: &'static str,
    check: fn(&Deployment) -> Vec<Finding>,
}

impl Rule {
    /// Makes a rule of the text of its own file, whose head is its page, and its function.
    pub(super) const fn new(
        name: &'static str,
        source: &'static str,
        check: fn(&Deployment) -> Vec<Finding>,
    ) -> Self {
        Self {
            name: RuleName::new(name),
            source,
            check,
        }
    }

    /// Returns the name.
    #[must_use]
    pub const fn name(&self) -> RuleName {
        self.name
    }

    /// Returns the page: what it checks, why, an example, what to write instead and the source.
    #[must_use]
    pub fn page(&self) -> String {
        let lines = self
            .source
            .lines()
            .map_while(|line| line.strip_prefix("//!"));
        joined(lines.map(|line| line.strip_prefix(' ').unwrap_or(line)))
    }

    /// Returns what breaks the rule.
    #[must_use]
    pub fn check(&self, deployment: &Deployment) -> Vec<Finding> {
        (self.check)(deployment)
    }

    /// Returns an error of this rule about the value at `path`.
    pub(super) fn error(&self, path: ModelPath, message: impl Into<String>) -> Finding {
        Finding::new(self.name, Severity::Error, path, message)
    }

    /// Returns a warning of this rule about the value at `path`.
    pub(super) fn warning(&self, path: ModelPath, message: impl Into<String>) -> Finding {
        Finding::new(self.name, Severity::Warning, path, message)
    }

    /// Returns advice of this rule about the value at `path`.
    pub(super) fn advice(&self, path: ModelPath, message: impl Into<String>) -> Finding {
        Finding::new(self.name, Severity::Advice, path, message)
    }
}

/// Returns lines as one text with a line break behind each.
pub(super) fn joined<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    lines.flat_map(|line| [line, "\n"]).collect()
}
