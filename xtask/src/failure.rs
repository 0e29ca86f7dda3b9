//! Why a developer task could not be done.

use std::fmt;
use std::path::Path;

/// A sentence for the developer.
#[derive(Debug)]
pub struct Failure(String);

/// The outcome of a step of a task.
pub type Outcome<T> = Result<T, Failure>;

impl Failure {
    /// Says what went wrong.
    pub fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }

    /// Says what could not be done with a file, and why.
    pub fn with_file(path: &Path, cause: impl fmt::Display) -> Self {
        Self(format!("`{}` could not be used: {cause}", path.display()))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Failure {}
