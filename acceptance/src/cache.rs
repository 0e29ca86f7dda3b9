//! The store of everything that was built or downloaded, under `target/acceptance/store`.
//!
//! An entry is addressed by a digest of its recipe (versions, build files, sources), so a
//! changed recipe is a new entry and a warm one is reused. An entry is built aside and appears
//! by one rename: an interrupted or a concurrent build is never taken for a whole one.

use std::fmt::Write as _;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use sha2::{Digest, Sha256};

use crate::error::{Error, Result};
use crate::process::group;

/// How often a lock that another run holds is tried again.
const TICK: Duration = Duration::from_millis(200);

/// How many hexadecimal digits of a recipe's digest name its entry.
const DIGITS: usize = 16;

/// The store of built and downloaded things.
#[derive(Clone, Debug)]
pub struct Cache {
    root: PathBuf,
}

/// All that decides what an entry contains.
#[derive(Clone, Debug)]
pub struct Recipe {
    name: String,
    digest: Sha256,
}

impl Recipe {
    /// Starts the recipe of an entry called `name`, which may contain a version.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            digest: Sha256::new(),
        }
    }

    /// Returns the same ingredients under another name, for something made out of this.
    #[must_use]
    pub fn named(mut self, name: &str) -> Self {
        name.clone_into(&mut self.name);
        self
    }

    /// Adds an ingredient: an argument, a version, the text of a build file.
    #[must_use]
    pub fn with(mut self, ingredient: impl AsRef<[u8]>) -> Self {
        let ingredient = ingredient.as_ref();
        // The length keeps neighbours apart: "ab", "c" is not "a", "bc".
        self.digest.update(ingredient.len().to_le_bytes());
        self.digest.update(ingredient);
        self
    }

    /// Adds the content of a file.
    pub fn with_file(self, path: &Path) -> Result<Self> {
        Ok(self.with(fs::read(path).map_err(Error::file("read", path))?))
    }

    fn key(&self) -> String {
        let mut key = self.name.clone();
        key.push('-');
        for byte in self.digest.clone().finalize().iter().take(DIGITS / 2) {
            // Writing to a string can't fail.
            let _ = write!(key, "{byte:02x}");
        }
        key
    }
}

impl Cache {
    /// Opens the store in the directory `root`, which need not exist.
    pub fn open(root: &Path) -> Result<Self> {
        for part in ["entry", "staging", "lock"] {
            let path = root.join(part);
            fs::create_dir_all(&path).map_err(Error::file("create", &path))?;
        }
        Ok(Self {
            root: root.to_owned(),
        })
    }

    /// Returns the directory of `recipe`, after `build` filled it if it was not there yet.
    ///
    /// When `build` fails nothing appears in the store.
    pub fn get(&self, recipe: &Recipe, build: impl FnOnce(&Path) -> Result<()>) -> Result<PathBuf> {
        let key = recipe.key();
        let entry = self.root.join("entry").join(&key);
        if entry.exists() {
            return Ok(entry);
        }
        let _lock = lock(&self.root.join("lock").join(&key))?;
        if !entry.exists() {
            let staging = self.root.join("staging").join(&key);
            empty(&staging)?;
            build(&staging)?;
            fs::rename(&staging, &entry).map_err(Error::file("create", &entry))?;
        }
        Ok(entry)
    }
}

/// Holds a lock until it is dropped; the operating system releases it if the run dies.
fn lock(path: &Path) -> Result<File> {
    let file = File::create(path).map_err(Error::file("create", path))?;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(TryLockError::WouldBlock) if group::stopped() => return Err(Error::Interrupted),
            Err(TryLockError::WouldBlock) => thread::sleep(TICK),
            Err(TryLockError::Error(source)) => return Err(Error::file("lock", path)(source)),
        }
    }
}

fn empty(directory: &Path) -> Result<()> {
    if directory.exists() {
        fs::remove_dir_all(directory).map_err(Error::file("remove", directory))?;
    }
    fs::create_dir(directory).map_err(Error::file("create", directory))
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    fn write(directory: &Path) -> Result<()> {
        let path = directory.join("file");
        fs::write(&path, "whole").map_err(Error::file("write", &path))
    }

    #[test]
    fn an_entry_is_built_once_and_a_changed_recipe_is_another_entry() {
        let root = tempfile::tempdir().unwrap();
        let cache = Cache::open(root.path()).unwrap();
        let recipe = Recipe::new("demo").with("1");
        let first = cache.get(&recipe, write).unwrap();
        let again = cache.get(&recipe, |_| Err(Error::Interrupted)).unwrap();
        assert_eq!(first, again);
        let other = cache.get(&Recipe::new("demo").with("2"), write).unwrap();
        assert_ne!(first, other);
    }

    #[test]
    fn ingredients_do_not_run_into_each_other() {
        let [left, right] =
            [["ab", "c"], ["a", "bc"]].map(|[one, two]| Recipe::new("x").with(one).with(two));
        assert_ne!(left.key(), right.key());
    }

    #[test]
    fn what_an_interrupted_build_left_is_not_taken_for_whole() {
        let root = tempfile::tempdir().unwrap();
        let cache = Cache::open(root.path()).unwrap();
        let recipe = Recipe::new("demo");
        let failed = cache.get(&recipe, |staging| {
            fs::write(staging.join("half"), "").unwrap();
            Err(Error::Interrupted)
        });
        assert!(failed.is_err());
        let entry = cache.get(&recipe, write).unwrap();
        assert!(!entry.join("half").exists());
        assert!(entry.join("file").exists());
    }

    #[test]
    fn concurrent_builds_of_one_recipe_build_it_once() {
        let root = tempfile::tempdir().unwrap();
        let cache = Cache::open(root.path()).unwrap();
        let builds = AtomicUsize::new(0);
        let build = |staging: &Path| {
            builds.fetch_add(1, Ordering::SeqCst);
            write(staging)
        };
        thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| cache.get(&Recipe::new("demo"), build).unwrap());
            }
        });
        assert_eq!(builds.into_inner(), 1);
    }
}
