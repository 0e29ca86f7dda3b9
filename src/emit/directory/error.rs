//! Why the output directory could not be read or written.
//!
//! The sentences for people are in `message`; here is what a command needs to decide what to do.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::io::Errno;

use super::obstruction::Obstruction;
use super::relative_path::RelativePath;

/// What keeps the output directory from being read or written.
#[derive(Debug)]
pub enum DirectoryError {
    /// The output directory is a file or something else.
    NotADirectory {
        /// The output directory.
        path: PathBuf,
    },
    /// The output directory is a link to nothing.
    DanglingLink {
        /// The output directory.
        path: PathBuf,
    },
    /// The directory that should hold the output directory is missing.
    NoParent {
        /// The output directory.
        path: PathBuf,
    },
    /// Another process held the lock for as long as we were willing to wait.
    Busy {
        /// The output directory.
        path: PathBuf,
        /// The process id of the holder, where the system tells.
        holder: Option<u32>,
        /// How long we waited.
        waited: Duration,
    },
    /// Entries that the render may not replace lie in its way; nothing was written.
    Obstructed {
        /// The output directory.
        path: PathBuf,
        /// What lies in the way, sorted.
        obstructions: Vec<Obstruction>,
    },
    /// A manifest can't be read.
    DamagedManifest {
        /// The manifest.
        path: PathBuf,
        /// The damaged line, from 1.
        line: usize,
        /// What is wrong with it.
        reason: String,
    },
    /// The journal of an interrupted render can't be read.
    DamagedJournal {
        /// The staging directory.
        path: PathBuf,
        /// The damaged line, from 1.
        line: usize,
    },
    /// A scope has a name that the owner of the directory keeps for itself.
    Reserved {
        /// The scope's directory.
        path: RelativePath,
    },
    /// A file of the tree lies in no scope of the render.
    OutsideScopes {
        /// The file.
        path: RelativePath,
    },
    /// One scope lies in another, or is given twice.
    OverlappingScopes {
        /// The scope that holds the other.
        outer: RelativePath,
        /// The scope inside.
        inner: RelativePath,
    },
    /// The system refused.
    Io {
        /// What was tried, as a verb.
        action: &'static str,
        /// Where.
        path: PathBuf,
        /// Why it was refused.
        cause: Errno,
    },
    /// The render failed, and every file is as it was.
    Undone {
        /// The output directory.
        path: PathBuf,
        /// Why the render failed.
        cause: Box<DirectoryError>,
    },
    /// The render failed and could not be undone yet; the next command tries again.
    NotUndone {
        /// The output directory.
        path: PathBuf,
        /// Why the render failed.
        cause: Box<DirectoryError>,
        /// Why it could not be undone.
        undo: Box<DirectoryError>,
    },
}

impl DirectoryError {
    /// Names another path, where the one that was refused means nothing to people.
    pub(super) fn about(self, shown: &Path) -> Self {
        match self {
            Self::Io { action, cause, .. } => Self::Io {
                action,
                path: shown.to_owned(),
                cause,
            },
            other => other,
        }
    }

    /// Tells whether the system refused for this reason.
    pub(super) fn is(&self, errno: Errno) -> bool {
        matches!(self, Self::Io { cause, .. } if *cause == errno)
    }
}

impl std::error::Error for DirectoryError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { cause, .. } => Some(cause),
            Self::Undone { cause, .. } | Self::NotUndone { cause, .. } => Some(cause),
            _ => None,
        }
    }
}
