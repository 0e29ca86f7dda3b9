//! An output directory with neighbours that nothing may touch, and trees to render into it.

use std::collections::BTreeMap;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use kafka_blueprint::emit::directory::{OutputDirectory, RelativePath, STAGE_NAME, Scope, Tree};
use tempfile::TempDir;

/// Everything below a directory: what it is and when it was last changed, by path.
pub type Times = BTreeMap<PathBuf, (u64, u64, i64, i64)>;

/// The bytes of every file below a directory, by path.
pub type Files = BTreeMap<PathBuf, Vec<u8>>;

pub fn path(text: &str) -> RelativePath {
    RelativePath::new(text).unwrap()
}

pub fn scopes(directories: &[&str]) -> Vec<Scope> {
    directories
        .iter()
        .map(|text| Scope::new(path(text)).unwrap())
        .collect()
}

pub fn tree(files: &[(&str, &str)]) -> Tree {
    let mut tree = Tree::default();
    for (text, bytes) in files {
        tree.insert(path(text), bytes.as_bytes().to_vec()).unwrap();
    }
    tree
}

/// A repository with `out/` in it. Dropping it checks that only `out/` was touched.
pub struct Repository {
    directory: TempDir,
    neighbours: Times,
}

impl Repository {
    pub fn new() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let root = directory.path();
        std::fs::create_dir_all(root.join("environments/prod")).unwrap();
        for neighbour in [
            "environments/prod/topics.yaml",
            "out.yaml",
            ".blueprint-files",
        ] {
            std::fs::write(root.join(neighbour), "a neighbour").unwrap();
        }
        std::os::unix::fs::symlink("out.yaml", root.join("link")).unwrap();
        let neighbours = neighbours(root);
        Self {
            directory,
            neighbours,
        }
    }

    pub fn root(&self) -> &Path {
        self.directory.path()
    }

    pub fn out(&self) -> PathBuf {
        self.root().join("out")
    }

    pub fn output(&self) -> OutputDirectory {
        OutputDirectory::open(self.out()).unwrap()
    }

    /// Renders one environment `prod`.
    pub fn render(&self, files: &[(&str, &str)]) {
        self.output()
            .write(&tree(files), &scopes(&["prod"]))
            .unwrap();
    }

    pub fn put(&self, file: &str, bytes: &str) {
        let file = self.out().join(file);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, bytes).unwrap();
    }

    pub fn read(&self, file: &str) -> Option<String> {
        std::fs::read_to_string(self.out().join(file)).ok()
    }
}

impl Drop for Repository {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            assert_eq!(
                neighbours(self.root()),
                self.neighbours,
                "a neighbour of `out` changed"
            );
        }
    }
}

fn neighbours(root: &Path) -> Times {
    let mut times = times(root);
    times.retain(|path, _| !path.starts_with("out") && path != Path::new(""));
    times
}

/// Reads inode, size, and the times of last change (contents; anything), the directory included.
pub fn times(directory: &Path) -> Times {
    let mut times = Times::new();
    walk(directory, &mut |entry| {
        let at = std::fs::symlink_metadata(entry).unwrap();
        let changed = (
            at.mtime_nsec() + at.mtime() * 1_000_000_000,
            at.ctime_nsec() + at.ctime() * 1_000_000_000,
        );
        let name = entry.strip_prefix(directory).unwrap().to_owned();
        times.insert(name, (at.ino(), at.size(), changed.0, changed.1));
    });
    times
}

/// Reads every file, those of an interrupted render's stage left out.
pub fn files(directory: &Path) -> Files {
    let mut files = Files::new();
    walk(directory, &mut |entry| {
        let name = entry.strip_prefix(directory).unwrap();
        if entry.is_file() && !name.starts_with(STAGE_NAME) {
            files.insert(name.to_owned(), std::fs::read(entry).unwrap());
        }
    });
    files
}

fn walk(entry: &Path, visit: &mut impl FnMut(&Path)) {
    visit(entry);
    if std::fs::symlink_metadata(entry).unwrap().is_dir() {
        for below in std::fs::read_dir(entry).unwrap() {
            walk(&below.unwrap().path(), visit);
        }
    }
}
