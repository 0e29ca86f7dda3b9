//! `blueprint diff`, run as a user would: in a real git repository, with a change made by editing
//! an environment file.

#![allow(
    clippy::unwrap_used,
    reason = "a case that cannot be set up fails its test"
)]

#[path = "../blueprint/mod.rs"]
mod blueprint;
mod browser;
mod cases;
mod changes;
mod command;
mod documents;
mod facts;
mod hostile;
mod properties;
mod repository;

use changes::CHANGES;
use repository::Repository;

/// Every change of the catalogue, in the formats for people, for pull requests and for machines.
#[test]
fn the_catalogue_of_changes() {
    let repository = Repository::rendered();
    for (name, layer) in CHANGES {
        repository.layer(layer);
        let said = ["text", "markdown", "json"].map(|format| repository.diff(format));
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("snapshots");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_description(*layer);
        settings.bind(|| insta::assert_snapshot!(*name, said.join("\n")));
    }
}

/// What a change does is worked out without a word about how it is told.
#[test]
fn changes_know_nothing_of_their_reports() {
    let mut directories = vec![std::path::PathBuf::from(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/src/change"
    ))];
    let mut files = 0;
    while let Some(directory) = directories.pop() {
        for entry in std::fs::read_dir(directory).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                directories.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            for above in ["report::", "cli::"] {
                assert!(!text.contains(above), "{} names {above}", path.display());
            }
            files += 1;
        }
    }
    assert!(files > 40, "{files}");
}

/// The model knows enough changes that no two of the catalogue are one.
#[test]
fn the_catalogue_is_as_large_as_promised() {
    assert!(CHANGES.len() >= 60, "{}", CHANGES.len());
    let mut names: Vec<&str> = CHANGES.iter().map(|(name, _)| *name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), CHANGES.len());
}
