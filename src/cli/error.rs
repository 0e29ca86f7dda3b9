//! Why a command could not do its work, converted once from every library error.

use std::{fmt, io, path::Path};

use super::console::Console;
use crate::{emit::directory::DirectoryError, environment::LoadError, report::inert};

/// Whose turn it is when a command could not do its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// What was asked for does not exist or makes no sense.
    Request,
    /// A file, a directory or a server was not as it should be.
    System,
    /// The tool contradicts itself.
    Internal,
}

/// Why a command could not do its work, with what to do about it.
#[derive(Debug)]
pub struct CliError {
    kind: ErrorKind,
    message: String,
    hints: Vec<String>,
}

impl CliError {
    /// Says that a request cannot be met.
    pub fn request(message: impl fmt::Display) -> Self {
        Self::new(ErrorKind::Request, message)
    }

    /// Says that the system refused.
    pub fn system(message: impl fmt::Display) -> Self {
        Self::new(ErrorKind::System, message)
    }

    /// Says that the tool contradicts itself.
    pub fn internal(message: impl fmt::Display) -> Self {
        Self::new(ErrorKind::Internal, message)
            .hint("This is a mistake in blueprint; please report it with the files that show it.")
    }

    /// Says that a file could not be read or written; `action` is a verb.
    #[must_use]
    pub fn file(action: &str, path: &Path, error: &io::Error) -> Self {
        Self::system(format!("Can't {action} `{}`: {error}.", path.display()))
    }

    fn new(kind: ErrorKind, message: impl fmt::Display) -> Self {
        Self {
            kind,
            message: sentence(&message.to_string()),
            hints: Vec::new(),
        }
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Returns whose turn it is.
    #[must_use]
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }

    /// Tells people.
    pub(super) fn report(&self, console: &mut Console) {
        let label = match self.kind {
            ErrorKind::Request | ErrorKind::System => "error",
            ErrorKind::Internal => "internal error",
        };
        // A message may list things on lines of their own; nothing else may begin a line.
        let lines: Vec<_> = self.message.split('\n').map(inert).collect();
        console.failure(label, &lines.join("\n"));
        for hint in &self.hints {
            console.notice(&format!("  {}", inert(hint)));
        }
    }
}

impl From<LoadError> for CliError {
    fn from(error: LoadError) -> Self {
        match &error {
            LoadError::Unknown { .. } => Self::request(&error),
            LoadError::NoBase { .. } | LoadError::Unreadable { .. } => {
                Self::system(&error).hint("`--environments DIR` names another directory.")
            }
            LoadError::TwoForms { .. } | LoadError::BadName { .. } => Self::system(&error),
        }
    }
}

impl From<DirectoryError> for CliError {
    fn from(error: DirectoryError) -> Self {
        match &error {
            DirectoryError::Reserved { .. }
            | DirectoryError::OutsideScopes { .. }
            | DirectoryError::OverlappingScopes { .. } => Self::internal(&error),
            _ => Self::system(&error),
        }
    }
}

impl fmt::Display for CliError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for CliError {}

/// Makes a sentence of a message: a capital letter in front and an end.
fn sentence(message: &str) -> String {
    let mut characters = message.chars();
    let Some(first) = characters.next() else {
        return String::new();
    };
    let mut sentence: String = first.to_uppercase().chain(characters).collect();
    if !sentence.ends_with(['.', '?', '!', ':']) {
        sentence.push('.');
    }
    sentence
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_sentences() {
        assert_eq!(sentence("there is none"), "There is none.");
        assert_eq!(sentence("did you mean `a`?"), "Did you mean `a`?");
        assert_eq!(sentence(""), "");
    }

    #[test]
    fn a_contradiction_in_the_tool_asks_for_a_report() {
        let error = CliError::internal("two files have one path");
        assert_eq!(error.kind(), ErrorKind::Internal);
        assert_eq!(error.hints.len(), 1);
    }
}
