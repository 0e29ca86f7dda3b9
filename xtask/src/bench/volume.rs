//! How much lies in a directory.

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Outcome};

/// A number of files and of bytes.
#[derive(Default)]
pub struct Volume {
    /// How many files.
    pub files: u64,
    /// How many bytes they hold.
    pub bytes: u64,
}

impl Volume {
    /// Returns what lies in a directory and below.
    pub fn of(directory: &Path) -> Outcome<Self> {
        let files = files(directory)?;
        let mut volume = Self::default();
        for file in &files {
            let metadata = fs::metadata(file).map_err(|cause| Failure::with_file(file, cause))?;
            volume.files += 1;
            volume.bytes += metadata.len();
        }
        Ok(volume)
    }
}

/// Returns every file in a directory and below.
pub fn files(directory: &Path) -> Outcome<Vec<PathBuf>> {
    let unreadable = |cause| Failure::with_file(directory, cause);
    let mut files = Vec::new();
    for entry in fs::read_dir(directory).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.is_dir() {
            files.extend(self::files(&path)?);
        } else {
            files.push(path);
        }
    }
    Ok(files)
}
