//! The least that a render could cost: as many bytes read, as many files and bytes written.
//!
//! It runs as a hidden task in a process of its own, so that it is measured like the render. It
//! computes nothing, and unlike the render it does not wait for the disk.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use clap::Args;

use super::volume;
use crate::failure::{Failure, Outcome};

/// Reads one directory and writes files of another one's sizes.
#[derive(Args)]
pub struct Floor {
    /// What is read
    environments: PathBuf,
    /// What gives the names and the sizes
    like: PathBuf,
    /// Where it is written
    into: PathBuf,
}

/// Returns the command that runs the floor.
pub fn command(environments: &Path, like: &Path, into: &Path) -> Outcome<Command> {
    let this = env::current_exe()
        .map_err(|cause| Failure::new(format!("this program has no path: {cause}")))?;
    let mut command = Command::new(this);
    command.arg("floor").args([environments, like, into]);
    Ok(command)
}

impl Floor {
    /// Reads and writes.
    pub fn run(&self) -> Outcome<String> {
        let mut read = 0;
        for file in volume::files(&self.environments)? {
            let bytes = fs::read(&file).map_err(|cause| Failure::with_file(&file, cause))?;
            read += bytes.len();
        }
        for file in volume::files(&self.like)? {
            self.write(&file)?;
        }
        Ok(format!("{read} bytes were read"))
    }

    fn write(&self, like: &Path) -> Outcome<()> {
        let inside = like
            .strip_prefix(&self.like)
            .map_err(|cause| Failure::with_file(like, cause))?;
        let path = self.into.join(inside);
        let unusable = |cause| Failure::with_file(&path, cause);
        let size = fs::metadata(like).map_err(unusable)?.len();
        let size = usize::try_from(size).map_err(|cause| Failure::with_file(like, cause))?;
        if let Some(directory) = path.parent() {
            fs::create_dir_all(directory).map_err(unusable)?;
        }
        fs::write(&path, vec![b'a'; size]).map_err(unusable)
    }
}
