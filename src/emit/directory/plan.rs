//! What a render would change: the wanted tree against what the directory holds.
//!
//! Reads only. A file that no manifest records but that has the wanted bytes is adopted: it is what
//! the render would have written, and refusing it would help nobody after a lost manifest.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::error::DirectoryError;
use super::folder::{Entry, Folder};
use super::manifest::Manifest;
use super::obstruction::{Obstruction, Occupant};
use super::relative_path::RelativePath;
use super::root::{Found, Root};
use super::scope::Scope;
use super::tree::Tree;

/// A file to write.
pub(super) struct Write<'a> {
    pub path: RelativePath,
    pub bytes: Cow<'a, [u8]>,
    /// Whether a file of ours with other bytes lies there.
    pub replaces: bool,
}

/// The steps from what the directory holds to what a render wants.
#[derive(Default)]
pub(super) struct Plan<'a> {
    pub writes: Vec<Write<'a>>,
    pub removals: Vec<RelativePath>,
    /// Directories that are missing, the outer ones first.
    pub directories: BTreeSet<RelativePath>,
    pub obstructions: BTreeSet<Obstruction>,
    pub unchanged: usize,
}

impl<'a> Plan<'a> {
    /// Compares the tree with the directory, or with nothing where there is none.
    pub fn new(
        root: Option<&Root>,
        tree: &'a Tree,
        scopes: &[Scope],
    ) -> Result<Self, DirectoryError> {
        let mut plan = Self::default();
        for scope in scopes {
            plan.survey(root, tree, scope)?;
        }
        Ok(plan)
    }

    pub fn is_empty(&self) -> bool {
        self.writes.is_empty() && self.removals.is_empty()
    }

    /// Returns the paths of the files to write, those that replace one or those that don't.
    pub fn written(&self, replaces: bool) -> Vec<RelativePath> {
        let writes = self
            .writes
            .iter()
            .filter(|write| write.replaces == replaces);
        writes.map(|write| write.path.clone()).collect()
    }

    fn survey(
        &mut self,
        root: Option<&Root>,
        tree: &'a Tree,
        scope: &Scope,
    ) -> Result<(), DirectoryError> {
        let mut recorded = recorded(root, scope)?;
        let mut wanted: Vec<_> = tree
            .within(scope)
            .map(|(path, bytes)| (path.clone(), Cow::Borrowed(bytes)))
            .collect();
        recorded.insert(scope.manifest());
        if let Some(manifest) = manifest_of(&wanted, scope) {
            wanted.push((scope.manifest(), Cow::Owned(manifest)));
        }
        let kept: BTreeSet<_> = wanted.iter().map(|(path, _)| path).collect();
        let leaving: BTreeSet<_> = recorded
            .iter()
            .filter(|path| !kept.contains(path))
            .cloned()
            .collect();
        for path in &leaving {
            self.leave(root, path)?;
        }
        for (path, bytes) in wanted {
            let owned = recorded.contains(&path);
            self.want(
                root,
                Write {
                    path,
                    bytes,
                    replaces: owned,
                },
                &leaving,
            )?;
        }
        Ok(())
    }

    /// Plans that a file of ours goes. A directory in its place came with other files and stays.
    fn leave(&mut self, root: Option<&Root>, path: &RelativePath) -> Result<(), DirectoryError> {
        match find(root, path)? {
            Some(Found::Entry(_, Entry::File { .. })) => self.removals.push(path.clone()),
            Some(Found::Entry(_, Entry::Link)) => self.obstruct(path, Occupant::Link),
            Some(Found::Entry(_, Entry::Special)) => self.obstruct(path, Occupant::Special),
            Some(Found::Blocked(above, Entry::Link)) => self.obstruct(&above, Occupant::Link),
            _ => {}
        }
        Ok(())
    }

    /// Plans what brings a file to its bytes; `replaces` says whether the one there is ours.
    fn want(
        &mut self,
        root: Option<&Root>,
        write: Write<'a>,
        leaving: &BTreeSet<RelativePath>,
    ) -> Result<(), DirectoryError> {
        let path = &write.path;
        match find(root, path)? {
            Some(Found::Entry(folder, Entry::File { size })) => {
                if same(&folder, size, &write)? {
                    self.unchanged += 1;
                } else if write.replaces {
                    self.writes.push(write);
                } else {
                    self.obstruct(path, Occupant::ForeignFile);
                }
            }
            Some(Found::Entry(_, Entry::Link)) => self.obstruct(path, Occupant::Link),
            Some(Found::Entry(_, Entry::Special)) => self.obstruct(path, Occupant::Special),
            Some(Found::Entry(_, Entry::Directory)) if !holds_any(path, leaving) => {
                self.obstruct(path, Occupant::DirectoryForFile);
            }
            Some(Found::Blocked(above, entry)) if !leaving.contains(&above) => {
                self.obstruct(&above, in_place_of_directory(entry));
            }
            _ => self.add(root, write)?,
        }
        Ok(())
    }

    fn add(&mut self, root: Option<&Root>, write: Write<'a>) -> Result<(), DirectoryError> {
        for directory in write.path.ancestors().rev() {
            let known = self.directories.contains(&directory);
            let there = || find(root, &directory).map(|found| is_directory(found.as_ref()));
            if known || there()? {
                break;
            }
            self.directories.insert(directory);
        }
        self.writes.push(Write {
            replaces: false,
            ..write
        });
        Ok(())
    }

    fn obstruct(&mut self, path: &RelativePath, occupant: Occupant) {
        self.obstructions.insert(Obstruction {
            path: path.clone(),
            occupant,
        });
    }
}

/// Reads which files of a scope are ours.
fn recorded(root: Option<&Root>, scope: &Scope) -> Result<BTreeSet<RelativePath>, DirectoryError> {
    let path = scope.manifest();
    let Some(Found::Entry(folder, Entry::File { .. })) = find(root, &path)? else {
        return Ok(BTreeSet::new());
    };
    let manifest = Manifest::parse(&folder.read(path.name())?).map_err(|(line, reason)| {
        DirectoryError::DamagedManifest {
            path: folder.shown(path.name()),
            line,
            reason,
        }
    })?;
    Ok(manifest
        .iter()
        .map(|below| scope.directory().join(below))
        .collect())
}

fn find(root: Option<&Root>, path: &RelativePath) -> Result<Option<Found>, DirectoryError> {
    root.map(|root| root.find(path)).transpose()
}

fn is_directory(found: Option<&Found>) -> bool {
    matches!(found, Some(Found::Entry(_, Entry::Directory)))
}

fn in_place_of_directory(entry: Entry) -> Occupant {
    match entry {
        Entry::Link => Occupant::Link,
        Entry::Special => Occupant::Special,
        Entry::File { .. } | Entry::Directory | Entry::Missing => Occupant::FileForDirectory,
    }
}

fn same(folder: &Folder, size: u64, write: &Write<'_>) -> Result<bool, DirectoryError> {
    if usize::try_from(size) != Ok(write.bytes.len()) {
        return Ok(false);
    }
    folder.holds(write.path.name(), &write.bytes)
}

/// Tells whether files of ours that go lie below this path, so that it may become a file.
fn holds_any(directory: &RelativePath, leaving: &BTreeSet<RelativePath>) -> bool {
    let next = leaving.range(directory.first_below()..).next();
    next.is_some_and(|path| path.below(directory).is_some())
}

/// Lists the wanted files of a scope; a scope without files has no manifest either.
fn manifest_of(wanted: &[(RelativePath, Cow<'_, [u8]>)], scope: &Scope) -> Option<Vec<u8>> {
    let paths = wanted
        .iter()
        .filter_map(|(path, _)| path.below(scope.directory()));
    (!wanted.is_empty()).then(|| paths.collect::<Manifest>().to_bytes())
}
