//! Why the program could not be built.

use std::{fmt, io, path::PathBuf};

/// Why the program could not be built.
#[derive(Debug)]
pub enum SourceError {
    /// A file or a directory could not be read.
    Unreadable(PathBuf, io::Error),
    /// Neither this directory nor one above it holds the source.
    NoSource(PathBuf),
    /// A program could not be started.
    NotStarted(&'static str, io::Error),
    /// A program that has told people itself why it failed, or said this.
    Failed(&'static str, String),
    /// The machine is no Linux with the GNU C library: what it is.
    OtherSystem(String),
    /// The machine's C library can't resolve names in a program that is linked statically.
    OldLibrary(String),
    /// Something has another form than it is read in: what, and how.
    Form(&'static str, String),
}

impl SourceError {
    /// Returns what to do about it.
    #[must_use]
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::NoSource(_) => Some(
                "Run it in a checkout of kafka-blueprint, or name one with `--source DIR`; \
                 `--program FILE` takes a program that was built before.",
            ),
            Self::NotStarted(..) => Some(
                "Install Rust with its `cargo` (https://rustup.rs), or name a program that was \
                 built before with `--program FILE`.",
            ),
            Self::OldLibrary(_) | Self::OtherSystem(_) => Some(
                "Build it on a Linux whose GNU C library is 2.34 or newer (Debian 12, Ubuntu 22.04), \
                 or for musl, and name it with `--program FILE`.",
            ),
            _ => None,
        }
    }
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(path, error) => write!(f, "Can't read `{}`: {error}", path.display()),
            Self::NoSource(path) => write!(
                f,
                "there is no source of the verification in `{}` or above it, and the image is \
                 built from that",
                path.display()
            ),
            Self::NotStarted(program, error) => {
                write!(f, "`{program}` could not be started: {error}")
            }
            Self::Failed(program, why) => write!(f, "`{program}` failed{why}"),
            Self::OtherSystem(host) => write!(
                f,
                "this machine is {host}, and the program of the image is for Linux"
            ),
            Self::OldLibrary(version) => write!(
                f,
                "the C library of this machine is {version}, and a static program of a release \
                 before 2.34 can't resolve host names in an image without a base"
            ),
            Self::Form(what, how) => write!(f, "{what} can't be understood: {how}"),
        }
    }
}

impl std::error::Error for SourceError {}
