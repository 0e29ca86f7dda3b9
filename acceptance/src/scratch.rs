//! The directory of one run: data directories, certificates and logs.
//!
//! It is removed when the run ends well and kept, for its logs, when something failed. What a
//! killed run left behind is removed by the next one.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::error::{Error, Result};

/// The name of the file that a living run holds locked.
const LOCK: &str = "lock";

/// How many directories this process has made.
static MADE: AtomicU32 = AtomicU32::new(0);

/// The directory of one run.
#[derive(Debug)]
pub struct Scratch {
    directory: PathBuf,
    keep: bool,
    /// Locked for as long as the run lives.
    _lock: File,
}

impl Scratch {
    /// Creates the directory of this run under `root` and removes those of dead runs.
    pub fn create(root: &Path) -> Result<Self> {
        fs::create_dir_all(root).map_err(Error::file("create", root))?;
        remove_dead(root)?;
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let directory = root.join(format!("{}-{number}", process::id()));
        fs::create_dir_all(&directory).map_err(Error::file("create", &directory))?;
        let path = directory.join(LOCK);
        let lock = File::create(&path).map_err(Error::file("create", &path))?;
        lock.lock().map_err(Error::file("lock", &path))?;
        Ok(Self {
            directory,
            keep: false,
            _lock: lock,
        })
    }

    /// Returns a new empty directory for a component or a proof called `name`.
    pub fn directory(&self, name: &str) -> Result<PathBuf> {
        let mut path = self.directory.join(name);
        for number in 2.. {
            // Creating it is the question: two lanes may ask for the same name at once.
            match fs::create_dir(&path) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                created => {
                    created.map_err(Error::file("create", &path))?;
                    break;
                }
            }
            path = self.directory.join(format!("{name}-{number}"));
        }
        Ok(path)
    }

    /// Keeps the directory after the run and returns where it is.
    pub fn keep(&mut self) -> &Path {
        self.keep = true;
        &self.directory
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if !self.keep {
            // What can't be removed now is removed by the next run.
            let _ = fs::remove_dir_all(&self.directory);
        }
    }
}

fn remove_dead(root: &Path) -> Result<()> {
    for entry in fs::read_dir(root).map_err(Error::file("read", root))? {
        let path = entry.map_err(Error::file("read", root))?.path();
        if File::open(path.join(LOCK)).is_ok_and(|lock| lock.try_lock().is_ok()) {
            fs::remove_dir_all(&path).map_err(Error::file("remove", &path))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_leaves_nothing_and_clears_what_dead_runs_left() {
        let root = tempfile::tempdir().unwrap();
        let dead = root.path().join("dead");
        fs::create_dir(&dead).unwrap();
        fs::write(dead.join(LOCK), "").unwrap();
        let scratch = Scratch::create(root.path()).unwrap();
        assert!(!dead.exists());
        let component = scratch.directory("etcd").unwrap();
        assert_ne!(component, scratch.directory("etcd").unwrap());
        drop(scratch);
        assert_eq!(fs::read_dir(root.path()).unwrap().count(), 0);
    }
}
