//! Where things lie in the workspace.

use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::failure::{Failure, Outcome};

/// Returns the root of the workspace.
pub fn root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package
        .parent()
        .map_or_else(|| package.to_path_buf(), Path::to_path_buf)
}

/// Returns an empty directory below `target/` for the intermediate files of a task.
pub fn scratch(name: &str) -> Outcome<PathBuf> {
    let path = root().join("target/xtask").join(name);
    remove(&path)?;
    fs::create_dir_all(&path).map_err(|cause| Failure::with_file(&path, cause))?;
    Ok(path)
}

/// Removes a directory and everything in it, if it is there.
pub fn remove(directory: &Path) -> Outcome<()> {
    match fs::remove_dir_all(directory) {
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => {
            Err(Failure::with_file(directory, cause))
        }
        _ => Ok(()),
    }
}
