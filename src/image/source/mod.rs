//! The source of the program, and how cargo builds it so that it is the same everywhere.

mod build;
mod crates;
mod error;
mod lock;
mod toolchain;

use std::path::{Path, PathBuf};

pub use self::{
    build::{Build, build},
    crates::{Crate, Crates},
    error::SourceError,
    toolchain::Toolchain,
};

/// The package of the program, and its directory.
const PACKAGE: &str = "verification";

/// What the program is made of, relative to the source tree: changes of anything else don't
/// change it.
pub const INGREDIENTS: [&str; 5] = [
    ".cargo",
    "Cargo.lock",
    "Cargo.toml",
    "expectations",
    PACKAGE,
];

/// A directory that holds the workspace with the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceTree(PathBuf);

impl SourceTree {
    /// Finds the source tree that a directory is, or lies in.
    pub fn find(directory: &Path) -> Result<Self, SourceError> {
        let directory = directory
            .canonicalize()
            .map_err(|error| SourceError::Unreadable(directory.to_owned(), error))?;
        let is_root = |path: &&Path| {
            path.join("Cargo.lock").is_file() && path.join(PACKAGE).join("Cargo.toml").is_file()
        };
        let root = directory.ancestors().find(is_root);
        root.map(|root| Self(root.to_owned()))
            .ok_or(SourceError::NoSource(directory))
    }

    /// Returns the directory.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.0
    }
}
