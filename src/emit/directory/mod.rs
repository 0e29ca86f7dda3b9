//! The owner of `out/`: the only module that writes there, and it writes nowhere else.
//!
//! A render says which files it wants ([`Tree`]) and which directories it answers for ([`Scope`]).
//! The owner makes them so, all or nothing: every file is always whole, an interrupted render is
//! finished or undone by the next one, files that a manifest doesn't record are never replaced,
//! and where bytes are equal nothing is written. Links lead to `out` itself but never further.
//!
//! A killed process leaves every file old or new and the journal that makes the whole old or new.
//! After a loss of power every file is old or new, too (staged bytes are on the disk before they
//! get their names), but the set may be mixed: `--check` shows that, and the next render mends it.
//!
//! The staging directory is for `.gitignore`: `.blueprint-render/`. The manifests are committed;
//! `.blueprint-files merge=union` in `.gitattributes` keeps them out of merge conflicts.

mod comparison;
mod error;
#[cfg(test)]
mod fault;
mod folder;
#[cfg(test)]
mod interruptions;
mod journal;
mod lock;
mod manifest;
mod message;
mod obstruction;
mod plan;
mod relative_path;
mod root;
mod scope;
mod stage;
mod transaction;
mod tree;

use std::path::{Path, PathBuf};
use std::time::Duration;

pub use comparison::{Comparison, Written};
pub use error::DirectoryError;
pub use manifest::NAME as MANIFEST_NAME;
pub use obstruction::{Obstruction, Occupant};
pub use relative_path::{InvalidPath, RelativePath};
pub use scope::Scope;
pub use stage::{Interruption, NAME as STAGE_NAME};
pub use transaction::Recovery;
pub use tree::{Tree, TreeError};

use lock::Access;
use plan::Plan;
use root::Root;

/// How long a command waits for another one to finish with the directory.
const PATIENCE: Duration = Duration::from_secs(10);

/// The directory that renders write to; it may be missing as long as nothing was written.
#[derive(Clone, Debug)]
pub struct OutputDirectory {
    path: PathBuf,
    patience: Duration,
}

impl OutputDirectory {
    /// Takes the path of the directory, which may be a link to one, or missing where the directory
    /// above it exists.
    pub fn open(path: impl Into<PathBuf>) -> Result<Self, DirectoryError> {
        let path = path.into();
        root::exists(&path)?;
        Ok(Self {
            path,
            patience: PATIENCE,
        })
    }

    /// Waits at most this long for another command instead of 10 s.
    #[must_use]
    pub fn with_patience(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// Returns the path as it was given.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Makes the scopes hold exactly the files of the tree, besides foreign files out of their way.
    ///
    /// On an error every file is as it was, unless the error says otherwise. A directory that
    /// already holds the tree is not touched at all.
    pub fn write(&self, tree: &Tree, scopes: &[Scope]) -> Result<Written, DirectoryError> {
        scope::check(tree, scopes)?;
        let mut created = false;
        let root = loop {
            match self.lock(Access::Write)? {
                Some(root) => break root,
                None if tree.is_empty() => return Ok(Written::default()),
                None => created |= root::create(&self.path)?,
            }
        };
        let written = self.write_locked(&root, tree, scopes);
        if created && written.is_err() {
            root::remove_created(&self.path);
        }
        written
    }

    /// Finds out what [`OutputDirectory::write`] would change, and changes nothing.
    ///
    /// An interrupted render is reported and the files are compared as they lie.
    pub fn compare(&self, tree: &Tree, scopes: &[Scope]) -> Result<Comparison, DirectoryError> {
        scope::check(tree, scopes)?;
        let root = self.lock(Access::Read)?;
        let stage = root.as_ref().map(stage::find).transpose()?.flatten();
        let interrupted = stage.as_ref().map(stage::interruption).transpose()?;
        let plan = Plan::new(root.as_ref(), tree, scopes)?;
        Ok(Comparison::new(plan, interrupted))
    }

    /// Finishes or undoes a render that was interrupted; [`OutputDirectory::write`] does it first.
    pub fn recover(&self) -> Result<Option<Recovery>, DirectoryError> {
        match self.lock(Access::Write)? {
            Some(root) => transaction::recover(&root),
            None => Ok(None),
        }
    }

    fn lock(&self, access: Access) -> Result<Option<Root>, DirectoryError> {
        Root::lock(&self.path, access, self.patience)
    }

    fn write_locked(
        &self,
        root: &Root,
        tree: &Tree,
        scopes: &[Scope],
    ) -> Result<Written, DirectoryError> {
        let recovered = transaction::recover(root)?;
        let plan = Plan::new(Some(root), tree, scopes)?;
        if !plan.obstructions.is_empty() {
            let obstructions = plan.obstructions.into_iter().collect();
            return Err(DirectoryError::Obstructed {
                path: self.path.clone(),
                obstructions,
            });
        }
        if !plan.is_empty() {
            transaction::run(root, &plan)?;
        }
        Ok(Written::new(plan, recovered))
    }
}
