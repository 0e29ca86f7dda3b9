//! Why a part of the harness could not do its work.
//!
//! An error is never a verdict about the rendered output: it says that a component could not
//! be had, started or asked. What a component answered is a [`Verdict`](crate::verdict::Verdict).

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A result whose error stops the row it happens in.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a row could not be run.
#[derive(Debug)]
pub enum Error {
    /// A file or directory could not be read or written.
    File {
        /// What was being done, as a verb: `read`, `create`.
        verb: &'static str,
        /// The file or directory.
        path: PathBuf,
        /// What the operating system said.
        source: io::Error,
    },
    /// A program could not be started at all.
    Start {
        /// The program as it was called.
        program: String,
        /// What the operating system said.
        source: io::Error,
    },
    /// A program that had to succeed ended with an error.
    Command {
        /// The program and its arguments.
        command: String,
        /// The last lines that it wrote.
        output: String,
    },
    /// A server did not become ready in time, or ended before it was.
    NotReady {
        /// The component, by its own name.
        component: String,
        /// How long it was waited for.
        waited: Duration,
        /// The last lines of its log.
        log: String,
    },
    /// An answer, file or manifest has another form than it was asked for in.
    Form {
        /// What was read.
        what: String,
        /// How its form is wrong.
        problem: String,
    },
    /// The run was interrupted by a signal: every process has been told to stop.
    Interrupted,
}

impl Error {
    /// Returns a function that turns an operating system error about `path` into this type.
    pub fn file(verb: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::File { verb, path, source }
    }

    /// Describes an answer or a file that can't be understood.
    pub fn form(what: impl Into<String>, problem: impl fmt::Display) -> Self {
        Self::Form {
            what: what.into(),
            problem: problem.to_string(),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File { verb, path, source } => {
                write!(out, "can't {verb} {}: {source}", path.display())
            }
            Self::Start { program, source } => write!(out, "can't start {program}: {source}"),
            Self::Command { command, output } => {
                write!(out, "`{command}` failed; its last words:\n{output}")
            }
            Self::NotReady {
                component,
                waited,
                log,
            } => write!(
                out,
                "{component} was not ready after {} s; its last words:\n{log}",
                waited.as_secs()
            ),
            Self::Form { what, problem } => write!(out, "{what} can't be understood: {problem}"),
            Self::Interrupted => write!(out, "interrupted by a signal"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::File { source, .. } | Self::Start { source, .. } => Some(source),
            _ => None,
        }
    }
}
