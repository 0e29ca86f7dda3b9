//! What a render wants the output directory to hold: paths and their bytes.
//!
//! A [`Tree`] can always be written: no path is given twice, none is a file and a directory at
//! once, and none is a name that the owner of the directory keeps for itself.

use std::collections::BTreeMap;
use std::fmt;

use super::relative_path::RelativePath;
use super::scope::Scope;

/// The files that a render wants, by path.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree(BTreeMap<RelativePath, Vec<u8>>);

impl Tree {
    /// Adds a file, unless it could not lie beside the others.
    pub fn insert(&mut self, path: RelativePath, bytes: Vec<u8>) -> Result<(), TreeError> {
        if path.is_reserved() {
            return Err(TreeError::Reserved(path));
        }
        if self.0.contains_key(&path) {
            return Err(TreeError::Twice(path));
        }
        if let Some(file) = path.ancestors().find(|above| self.0.contains_key(above)) {
            return Err(TreeError::FileAndDirectory(file));
        }
        if self.below(&path).next().is_some() {
            return Err(TreeError::FileAndDirectory(path));
        }
        self.0.insert(path, bytes);
        Ok(())
    }

    /// Returns the bytes of one file.
    #[must_use]
    pub fn get(&self, path: &RelativePath) -> Option<&[u8]> {
        self.0.get(path).map(Vec::as_slice)
    }

    /// Returns the files in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&RelativePath, &[u8])> {
        self.0.iter().map(|(path, bytes)| (path, bytes.as_slice()))
    }

    /// Returns the number of files.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Tells whether there is no file at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn within(&self, scope: &Scope) -> impl Iterator<Item = (&RelativePath, &[u8])> {
        self.below(scope.directory())
    }

    /// Seeks to the first path below: names such as `prod-2` sort between `prod` and `prod/a`.
    fn below(&self, directory: &RelativePath) -> impl Iterator<Item = (&RelativePath, &[u8])> {
        self.0
            .range(directory.first_below()..)
            .take_while(|(path, _)| path.below(directory).is_some())
            .map(|(path, bytes)| (path, bytes.as_slice()))
    }
}

/// A file that can't lie beside the others of its tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TreeError {
    /// The path was given before.
    Twice(RelativePath),
    /// The path is a file, and files lie below it.
    FileAndDirectory(RelativePath),
    /// The name belongs to the owner of the output directory.
    Reserved(RelativePath),
}

impl fmt::Display for TreeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Twice(path) => write!(formatter, "`{path}` would be rendered twice"),
            Self::FileAndDirectory(path) => {
                write!(
                    formatter,
                    "`{path}` would have to be a file and a directory at once"
                )
            }
            Self::Reserved(path) => {
                write!(
                    formatter,
                    "`{path}` is a name that blueprint keeps for itself"
                )
            }
        }
    }
}

impl std::error::Error for TreeError {}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> RelativePath {
        RelativePath::new(text).unwrap()
    }

    fn tree(paths: &[&str]) -> Result<Tree, TreeError> {
        let mut tree = Tree::default();
        for text in paths {
            tree.insert(path(text), Vec::new())?;
        }
        Ok(tree)
    }

    #[test]
    fn a_path_is_given_once() {
        assert_eq!(tree(&["a/b", "a/b"]), Err(TreeError::Twice(path("a/b"))));
    }

    #[test]
    fn a_file_is_never_a_directory_too() {
        let refused = Err(TreeError::FileAndDirectory(path("a/b")));
        assert_eq!(tree(&["a/b", "a/b-c", "a/b/c"]), refused);
        assert_eq!(tree(&["a/b/c", "a/b-c", "a/b"]), refused);
    }

    #[test]
    fn reserved_names_are_refused() {
        for text in [
            "prod/.blueprint-files",
            "prod/.blueprint-files/a",
            ".blueprint-render/new/1",
        ] {
            assert_eq!(tree(&[text]), Err(TreeError::Reserved(path(text))));
        }
    }

    #[test]
    fn a_scope_ends_where_its_directory_ends() {
        let tree = tree(&["prod-2/a", "prod.yaml", "prod/a", "prod/b/c", "prod0/a"]).unwrap();
        let scope = Scope::new(path("prod")).unwrap();
        let within: Vec<_> = tree.within(&scope).map(|(path, _)| path.as_str()).collect();
        assert_eq!(within, ["prod/a", "prod/b/c"]);
    }
}
