//! Every step of a render is broken once and is once the last before death.
//!
//! The test that kills real processes hits random moments; these hit each of them.

use std::collections::BTreeMap;
use std::path::Path;

use super::fault::{self, Fault};
use super::*;

type Files = BTreeMap<String, Option<Vec<u8>>>;

fn path(text: &str) -> RelativePath {
    RelativePath::new(text).unwrap()
}

fn tree(files: &[(&str, &str)]) -> Tree {
    let mut tree = Tree::default();
    for (text, bytes) in files {
        tree.insert(path(text), bytes.as_bytes().to_vec()).unwrap();
    }
    tree
}

fn scopes() -> [Scope; 2] {
    ["prod", "kustomize/base"].map(|text| Scope::new(path(text)).unwrap())
}

/// A file becomes a directory, a directory a file, files come, go, change and stay.
fn before() -> Tree {
    tree(&[
        ("prod/same", "same"),
        ("prod/changes", "before"),
        ("prod/goes", "before"),
        ("prod/deep/er/goes", "before"),
        ("prod/crds", "a file"),
        ("prod/ui/one", "in a directory"),
        ("prod/ui/two", "in a directory"),
    ])
}

fn after() -> Tree {
    tree(&[
        ("prod/same", "same"),
        ("prod/changes", "after"),
        ("prod/comes", "after"),
        ("prod/crds/kustomization", "in a directory"),
        ("prod/ui", "a file"),
        ("kustomize/base/comes", "after"),
    ])
}

/// Reads everything below a directory; a directory is an entry without bytes.
fn snapshot(directory: &Path) -> Files {
    let mut files = Files::new();
    let mut open = vec![directory.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let entry = entry.unwrap().path();
            let name = entry.strip_prefix(directory).unwrap().display().to_string();
            if entry.is_dir() {
                files.insert(name, None);
                open.push(entry);
            } else {
                files.insert(name, Some(std::fs::read(entry).unwrap()));
            }
        }
    }
    files
}

fn rendered(tree: &Tree) -> Files {
    let (directory, _) = started(tree);
    snapshot(directory.path())
}

/// Makes a directory that holds a tree, a foreign file and an empty foreign directory.
fn started(tree: &Tree) -> (tempfile::TempDir, OutputDirectory) {
    let directory = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(directory.path().join("prod/empty")).unwrap();
    std::fs::write(directory.path().join("prod/foreign"), "foreign").unwrap();
    let output = OutputDirectory::open(directory.path()).unwrap();
    output.write(tree, &scopes()).unwrap();
    (directory, output)
}

/// Writes a tree with a fault, and returns how many steps were tried.
fn write(
    output: &OutputDirectory,
    tree: &Tree,
    fault: Fault,
) -> (Result<Written, DirectoryError>, usize) {
    fault::during(fault, || output.write(tree, &scopes()))
}

fn recover(output: &OutputDirectory, dies: usize) -> Result<Option<Recovery>, DirectoryError> {
    let fault = Fault {
        dies: Some(dies),
        ..Fault::default()
    };
    fault::during(fault, || output.recover()).0
}

#[test]
fn a_step_that_fails_leaves_every_file_as_it_was() {
    let (old, new) = (rendered(&before()), rendered(&after()));
    for step in 0.. {
        let (directory, output) = started(&before());
        let fault = Fault {
            fails: Some(step),
            ..Fault::default()
        };
        let (written, steps) = write(&output, &after(), fault);
        match written {
            Err(DirectoryError::Undone { .. }) => assert_eq!(snapshot(directory.path()), old),
            // The render was complete, and tidying up failed.
            Err(DirectoryError::Io {
                action: "remove", ..
            }) => {
                output.recover().unwrap();
                assert_eq!(snapshot(directory.path()), new);
            }
            // What failed has a substitute: a copy for a link.
            Ok(_) => assert_eq!(snapshot(directory.path()), new),
            Err(error) => panic!("step {step}: {error}"),
        }
        if step >= steps {
            assert!(steps > 40, "only {steps} steps");
            return;
        }
    }
}

/// Dies after each number of steps; then again after each number of steps of the recovery.
fn die_at_every_step(from: &Tree, to: &Tree) {
    let (old, new) = (rendered(from), rendered(to));
    for step in 0.. {
        let (directory, output) = started(from);
        let fault = Fault {
            dies: Some(step),
            ..Fault::default()
        };
        if write(&output, to, fault).0.is_ok() {
            assert!(step > 40, "only {step} steps");
            return;
        }
        assert_whole(directory.path(), &old, &new);
        let interrupted = output.compare(from, &scopes()).unwrap().interrupted;
        let mut again = 0;
        while recover(&output, again).is_err() {
            assert_whole(directory.path(), &old, &new);
            again += 1;
        }
        let expected = match interrupted {
            Some(Interruption::Replacing) => &new,
            Some(Interruption::Preparing) if snapshot(directory.path()) == new => &new,
            _ => &old,
        };
        assert_eq!(&snapshot(directory.path()), expected, "after step {step}");
    }
}

fn assert_whole(directory: &Path, old: &Files, new: &Files) {
    let lying = snapshot(directory)
        .into_iter()
        .filter(|(name, _)| !name.starts_with(STAGE_NAME));
    for (name, bytes) in lying {
        assert!(
            [old.get(&name), new.get(&name)].contains(&Some(&bytes)),
            "{name}: {bytes:?}"
        );
    }
}

#[test]
fn a_render_that_dies_at_any_step_is_finished_or_undone() {
    die_at_every_step(&before(), &after());
}

#[test]
fn a_render_that_dies_on_the_way_back_is_finished_or_undone() {
    die_at_every_step(&after(), &before());
}

/// Fails at some steps, and dies at each step of taking the render back.
#[test]
fn an_undo_that_dies_at_any_step_is_taken_up_again() {
    let (old, new) = (rendered(&before()), rendered(&after()));
    let mut undoing = 0;
    for fails in (30..60).step_by(4) {
        for dies in fails + 1.. {
            let (directory, output) = started(&before());
            let fault = Fault {
                fails: Some(fails),
                dies: Some(dies),
            };
            let (_, steps) = write(&output, &after(), fault);
            assert_whole(directory.path(), &old, &new);
            let interrupted = output.compare(&before(), &scopes()).unwrap().interrupted;
            output.recover().unwrap();
            let lies = snapshot(directory.path());
            if interrupted == Some(Interruption::Undoing) {
                undoing += 1;
                assert_eq!(lies, old, "{fails}, {dies}");
            }
            assert!([&old, &new].contains(&&lies), "{fails}, {dies}");
            if steps <= dies {
                break;
            }
        }
    }
    assert!(undoing > 50, "only {undoing} deaths hit an undo");
}
