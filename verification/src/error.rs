//! Why the verification could not run at all: exit code 1.

use std::{fmt, path::PathBuf, time::Duration};

/// Why the verification could not run.
#[derive(Debug)]
pub enum Error {
    /// A file could not be read or written.
    File(PathBuf, std::io::Error),
    /// A file of expectations does not have the form this program knows.
    Form(PathBuf, serde_json::Error),
    /// The files of expectations don't belong together.
    Merge(PathBuf, expectations::MergeError),
    /// There is no file of expectations.
    NoExpectations(PathBuf),
    /// The certificates can't be used, or the program's own runtime did not start.
    Setup(String),
    /// Another run writes to this topic, and went on for so long.
    Busy(String, Duration),
    /// There is no such share of a load.
    Share(String),
    /// It was asked to stop; why something of it is left, if something is.
    Stopped(Option<String>),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path, cause) => write!(f, "{}: {cause}", path.display()),
            Self::Form(path, cause) => write!(
                f,
                "{} is not what this version of the verification reads: {cause}; use the image \
                 of the release that rendered it",
                path.display()
            ),
            Self::Merge(path, cause) => write!(f, "{}: {cause}", path.display()),
            Self::NoExpectations(path) => {
                write!(f, "{} holds no JSON file of expectations", path.display())
            }
            Self::Setup(cause) | Self::Share(cause) => f.write_str(cause),
            Self::Busy(topic, waited) => write!(
                f,
                "another run is trying this cluster: it writes to the topic {topic}, and went on \
                 for {} s; run this one when that is over, wait longer (--wait), or only look \
                 (--read-only)",
                waited.as_secs()
            ),
            Self::Stopped(None) => {
                f.write_str("it was asked to stop, and nothing of its trials is left")
            }
            Self::Stopped(Some(why)) => write!(
                f,
                "it was asked to stop, and the next run has to take away what its trials made: \
                 {why}"
            ),
        }
    }
}

impl std::error::Error for Error {}
