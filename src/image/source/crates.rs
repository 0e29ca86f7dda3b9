//! The crates of the program, as cargo resolves them for it alone.
//!
//! `Cargo.lock` has the crates of every member and every platform; `cargo tree` says which of them
//! this program has, with its features and on its platform.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use super::{PACKAGE, SourceError, SourceTree, build::cargo, lock, toolchain::said};
use crate::image::blob::Digest;

/// A crate by its name and version.
pub type Key = (String, String);

/// A crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crate {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its licence, as it says itself.
    pub licence: String,
    /// Where its source is kept, as it says itself.
    pub repository: String,
    /// The SHA-256 of what the registry has; none of a member of the workspace.
    pub checksum: Option<String>,
    /// Whether it is linked into the program, not only run to build it.
    pub linked: bool,
    /// What it depends on.
    pub dependencies: BTreeSet<Key>,
}

/// The crates of the program, the program's own among them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crates {
    crates: BTreeMap<Key, Crate>,
    /// The digest of the `Cargo.lock` that pins them.
    pub lock: Digest,
}

impl Crates {
    /// Asks cargo.
    pub fn of(source: &SourceTree, target: &str) -> Result<Self, SourceError> {
        let path = source.root().join("Cargo.lock");
        let text = fs::read_to_string(&path).map_err(|e| SourceError::Unreadable(path, e))?;
        let lock = lock::checksums(&text);
        let mut crates = parse(&tree(source, target, "normal,build")?, &lock)?;
        for key in parse(&tree(source, target, "normal,no-proc-macro")?, &lock)?.keys() {
            if let Some(own) = crates.get_mut(key) {
                own.linked = true;
            }
        }
        Ok(Self {
            crates,
            lock: Digest::of(text.as_bytes()),
        })
    }

    /// Returns the crates by name and version.
    pub fn iter(&self) -> impl Iterator<Item = &Crate> {
        self.crates.values()
    }

    /// Returns the version of the program.
    #[must_use]
    pub fn version(&self) -> Option<&str> {
        let own = self.iter().find(|own| own.name == PACKAGE)?;
        Some(&own.version)
    }

    /// Returns how many are linked into the program, its own not counted.
    #[must_use]
    pub fn linked(&self) -> usize {
        let linked = self.iter().filter(|own| own.linked);
        linked.count().saturating_sub(1)
    }
}

fn tree(source: &SourceTree, target: &str, edges: &str) -> Result<String, SourceError> {
    let mut command = cargo();
    command
        .args(["tree", "--locked", "--package", PACKAGE])
        .args(["--target", target, "--edges", edges])
        .args(["--prefix", "depth", "--format", "|{p}|{l}|{r}"])
        .current_dir(source.root());
    said("cargo", &mut command)
}

/// Reads lines such as `2|serde v1.0.228|MIT OR Apache-2.0|https://…`, each below the last one
/// before it that has a smaller depth.
fn parse(
    tree: &str,
    lock: &BTreeMap<Key, Option<String>>,
) -> Result<BTreeMap<Key, Crate>, SourceError> {
    let mut crates: BTreeMap<Key, Crate> = BTreeMap::new();
    let mut above: Vec<Key> = Vec::new();
    for line in tree.lines() {
        let form =
            |how: &str| SourceError::Form("the answer of `cargo tree`", format!("{how}: {line}"));
        let mut fields = line.split('|');
        let depth: Option<usize> = fields.next().and_then(|depth| depth.parse().ok());
        let depth = depth.ok_or_else(|| form("a line without a depth"))?;
        let package = fields.next().unwrap_or_default();
        let mut words = package.split(' ');
        let (name, version) = (words.next().unwrap_or_default(), words.next());
        let version = version.and_then(|version| version.strip_prefix('v'));
        let version = version.ok_or_else(|| form("a line without a version"))?;
        let key = (name.to_owned(), version.to_owned());
        let checksum = lock.get(&key).cloned();
        let checksum = checksum.ok_or_else(|| form("Cargo.lock lacks it"))?;
        // The line of a crate that was shown before ends with `(*)`.
        let mut text = || {
            fields
                .next()
                .unwrap_or_default()
                .trim_end_matches(" (*)")
                .to_owned()
        };
        // Old crates have a slash between licences, where SPDX has a word.
        let (licence, repository) = (text().replace('/', " OR "), text());
        crates.entry(key.clone()).or_insert_with(|| Crate {
            name: key.0.clone(),
            version: key.1.clone(),
            licence,
            repository,
            checksum,
            linked: false,
            dependencies: BTreeSet::new(),
        });
        above.truncate(depth);
        if let Some(parent) = above.last().and_then(|parent| crates.get_mut(parent)) {
            parent.dependencies.insert(key.clone());
        }
        above.push(key);
    }
    Ok(crates)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crate_depends_on_what_is_below_it() {
        let tree = "0|verification v0.1.0 (/source)|Apache-2.0|\n\
                    1|a v1.0.0|MIT|https://a\n\
                    2|b v2.0.0|MIT|\n\
                    1|b v2.0.0|MIT| (*)\n";
        let key = |name: &str, version: &str| (name.to_owned(), version.to_owned());
        let lock = [("verification", "0.1.0"), ("a", "1.0.0"), ("b", "2.0.0")]
            .map(|(name, version)| (key(name, version), None));
        let crates = parse(tree, &lock.into()).unwrap();
        let below = |name, version| &crates[&key(name, version)].dependencies;
        let both = BTreeSet::from([key("a", "1.0.0"), key("b", "2.0.0")]);
        assert_eq!(below("verification", "0.1.0"), &both);
        assert_eq!(below("a", "1.0.0"), &BTreeSet::from([key("b", "2.0.0")]));
        assert!(crates[&key("b", "2.0.0")].repository.is_empty());
        assert!(parse(tree, &BTreeMap::new()).is_err());
        assert!(parse("one", &BTreeMap::new()).is_err());
    }
}
