//! The part of the output directory that one render answers for.
//!
//! A scope is one directory with a manifest of its own. Rendering `prod` names the scopes `prod`,
//! `kustomize/base` and `kustomize/overlays/prod`; whatever lies in other scopes stays as it is.

use std::fmt;

use super::error::DirectoryError;
use super::manifest;
use super::relative_path::RelativePath;
use super::tree::Tree;

/// A directory below the output directory whose files a render owns.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Scope(RelativePath);

impl Scope {
    /// Takes the directory, which can't have a name that the owner keeps for itself.
    pub fn new(directory: RelativePath) -> Result<Self, DirectoryError> {
        if directory.is_reserved() {
            return Err(DirectoryError::Reserved { path: directory });
        }
        Ok(Self(directory))
    }

    /// Returns the directory.
    #[must_use]
    pub fn directory(&self) -> &RelativePath {
        &self.0
    }

    pub(super) fn manifest(&self) -> RelativePath {
        self.0.join(&RelativePath::reserved(manifest::NAME))
    }

    fn holds(&self, path: &RelativePath) -> bool {
        path.below(&self.0).is_some()
    }
}

impl fmt::Display for Scope {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// Refuses scopes that overlap and files outside all scopes: either would leave a file with two
/// manifests or with none.
pub(super) fn check(tree: &Tree, scopes: &[Scope]) -> Result<(), DirectoryError> {
    for (index, scope) in scopes.iter().enumerate() {
        let overlaps = |other: &&Scope| other.0 == scope.0 || other.holds(&scope.0);
        let others = scopes[..index].iter().chain(&scopes[index + 1..]);
        if let Some(outer) = others.into_iter().find(overlaps) {
            let (outer, inner) = (outer.0.clone(), scope.0.clone());
            return Err(DirectoryError::OverlappingScopes { outer, inner });
        }
    }
    let stray = tree
        .iter()
        .find(|(path, _)| !scopes.iter().any(|scope| scope.holds(path)));
    match stray {
        Some((path, _)) => Err(DirectoryError::OutsideScopes { path: path.clone() }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scope(text: &str) -> Scope {
        Scope::new(RelativePath::new(text).unwrap()).unwrap()
    }

    fn tree(text: &str) -> Tree {
        let mut tree = Tree::default();
        tree.insert(RelativePath::new(text).unwrap(), Vec::new())
            .unwrap();
        tree
    }

    #[test]
    fn reserved_names_can_be_no_scope() {
        for text in [".blueprint-render/new", "prod/.blueprint-files"] {
            let path = RelativePath::new(text).unwrap();
            assert!(matches!(
                Scope::new(path),
                Err(DirectoryError::Reserved { .. })
            ));
        }
    }

    #[test]
    fn scopes_side_by_side_are_accepted() {
        check(
            &tree("prod/a"),
            &[scope("prod"), scope("production"), scope("a/b")],
        )
        .unwrap();
    }

    #[test]
    fn scopes_inside_each_other_are_refused() {
        for scopes in [
            [scope("a"), scope("a/b")],
            [scope("a/b"), scope("a")],
            [scope("a"), scope("a")],
        ] {
            let refused = check(&Tree::default(), &scopes);
            assert!(matches!(
                refused,
                Err(DirectoryError::OverlappingScopes { .. })
            ));
        }
    }

    #[test]
    fn a_file_outside_every_scope_is_refused() {
        let refused = check(&tree("production/a"), &[scope("prod")]);
        assert!(matches!(refused, Err(DirectoryError::OutsideScopes { .. })));
    }
}
