//! How much a finding matters.

use std::fmt;

/// How much a finding matters; the worst comes first in the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The deployment would not be what the model says: nothing is rendered.
    Error,
    /// The deployment would work, but not as well or as safely as one would think.
    Warning,
    /// Something worth knowing that asks for no change.
    Advice,
}

impl Severity {
    /// Returns the word that reports use, such as `error`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Advice => "advice",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
