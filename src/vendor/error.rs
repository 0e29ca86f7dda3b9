//! Why definitions could not be recorded or used.

use std::{fmt, io, path::PathBuf};

use super::{MAXIMUM_SIZE, Mismatch};
use crate::catalog::operator::OperatorVersion;

/// Why definitions could not be recorded or used.
#[derive(Debug)]
#[allow(missing_docs, reason = "each variant says what its fields are about")]
pub enum VendorError {
    /// A file could not be read.
    Unreadable { path: PathBuf, error: io::Error },
    /// A directory could not be written to.
    Unwritable { path: PathBuf, error: io::Error },
    /// A FIFO, a device and the like.
    NotAFile { path: PathBuf },
    /// A server did not give the file.
    NotFetched {
        url: String,
        error: Box<ureq::Error>,
    },
    /// The address holds a name or a password.
    Credentials,
    /// The file is too large to be definitions.
    TooLarge { source: String },
    /// The file is not the definitions of the release.
    Mismatch {
        source: String,
        version: OperatorVersion,
        mismatch: Mismatch,
    },
    /// The source's name cannot stand in the lock.
    Unspeakable { why: String },
    /// The lock cannot be read.
    DamagedLock { path: PathBuf, why: String },
    /// The lock names a file that is gone.
    Lost { path: PathBuf },
    /// The lock does not name a file that is there.
    NotLocked { path: PathBuf },
    /// The file's bytes are not those that were recorded.
    Changed { path: PathBuf },
}

impl VendorError {
    /// Returns what to do about it.
    #[must_use]
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::NotFetched { .. } => Some(
                "`--from FILE` takes a copy that was downloaded in another way; without a local \
                 copy the output names the release's address instead.",
            ),
            Self::Lost { .. } | Self::NotLocked { .. } | Self::Changed { .. } => Some(
                "`blueprint vendor` records it again; or restore the file and vendor.lock from git.",
            ),
            Self::Mismatch { .. } => Some(
                "`operator.version` of the environment says which release is meant; nothing was kept.",
            ),
            Self::Credentials => {
                Some("Download the file in another way, and name it with `--from FILE`.")
            }
            Self::DamagedLock { .. } => Some("Restore it from git."),
            _ => None,
        }
    }
}

impl fmt::Display for VendorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { path, error } => {
                write!(f, "Can't read `{}`: {error}.", path.display())
            }
            Self::Unwritable { path, error } => {
                write!(f, "Can't write to `{}`: {error}.", path.display())
            }
            Self::NotAFile { path } => {
                write!(f, "`{}` is neither a file nor a directory.", path.display())
            }
            Self::NotFetched { url, error } => write!(f, "Can't fetch {url} : {error}."),
            Self::Credentials => f.write_str(
                "The address holds a name or a password, which would end up in vendor.lock.",
            ),
            Self::TooLarge { source } => write!(
                f,
                "`{source}` has more than {} MiB, and no release's definitions do.",
                MAXIMUM_SIZE / 1024 / 1024
            ),
            Self::Mismatch {
                source,
                version,
                mismatch,
            } => write!(
                f,
                "`{source}` is not the custom resource definitions of Strimzi {version}: {mismatch}."
            ),
            Self::Unspeakable { why } => {
                write!(f, "The source cannot stand in vendor.lock: {why}.")
            }
            Self::DamagedLock { path, why } => {
                write!(f, "`{}` is damaged: {why}.", path.display())
            }
            Self::Lost { path } => write!(
                f,
                "`{}` is recorded in vendor.lock, but the file is gone.",
                path.display()
            ),
            Self::NotLocked { path } => write!(
                f,
                "`{}` is there, but vendor.lock does not say what it is.",
                path.display()
            ),
            Self::Changed { path } => write!(
                f,
                "`{}` is not what was recorded: its SHA-256 differs from that in vendor.lock.",
                path.display()
            ),
        }
    }
}

impl std::error::Error for VendorError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Unreadable { error, .. } | Self::Unwritable { error, .. } => Some(error),
            Self::NotFetched { error, .. } => Some(error),
            _ => None,
        }
    }
}
