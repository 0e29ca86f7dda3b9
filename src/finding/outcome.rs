//! What becomes of a mistake once it reaches a cluster.

use std::fmt;

/// What the API server, an operator or Kafka does with a mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// The API server or an operator says no, with a message.
    Refused,
    /// kubectl and server-side apply say no; with a tool that is less strict it is left out.
    RefusedOrDropped,
    /// The value is left out; at most a line in an operator's log says so.
    Dropped,
    /// The operator goes on with the old value and adds a warning to the status.
    Reverted,
    /// Nothing happens and nobody is told.
    Ignored,
    /// It is accepted, and something fails because of it later.
    FailsLater,
}

impl Outcome {
    /// Returns the word that machine-readable reports use, such as `fails-later`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::RefusedOrDropped => "refused-or-dropped",
            Self::Dropped => "dropped",
            Self::Reverted => "reverted",
            Self::Ignored => "ignored",
            Self::FailsLater => "fails-later",
        }
    }

    /// Returns the sentence that follows a finding, without a closing full stop.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Refused => "refused: the cluster says no when this is applied",
            Self::RefusedOrDropped => {
                "refused or dropped: kubectl refuses it, and with a tool that does not validate strictly it is left out without a word"
            }
            Self::Dropped => "dropped: the operator leaves it out with at most a line in its log",
            Self::Reverted => "reverted: the operator goes on with the old value",
            Self::Ignored => "ignored: nothing happens and nobody is told",
            Self::FailsLater => "fails later: it is accepted and something breaks because of it",
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
