//! What lies in the way stops a render before it writes anything.

use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::process::Command;

use kafka_blueprint::emit::directory::{DirectoryError, Obstruction, Occupant, Tree};

use crate::deployment::{Repository, path, scopes, times, tree};

/// Renders `prod/a` and `prod/b/c` and returns what stopped it.
fn obstructions(repository: &Repository) -> Vec<(String, Occupant)> {
    let before = times(&repository.out());
    let wanted = tree(&[("prod/a", "new"), ("prod/b/c", "new")]);
    let compared = repository
        .output()
        .compare(&wanted, &scopes(&["prod"]))
        .unwrap();
    let refused = repository.output().write(&wanted, &scopes(&["prod"]));
    assert_eq!(
        times(&repository.out()),
        before,
        "a refused render wrote something"
    );
    let Err(DirectoryError::Obstructed { obstructions, .. }) = refused else {
        panic!("not refused: {refused:?}");
    };
    assert_eq!(compared.foreign, obstructions);
    let pair = |obstruction: Obstruction| (obstruction.path.to_string(), obstruction.occupant);
    obstructions.into_iter().map(pair).collect()
}

fn one(path: &str, occupant: Occupant) -> Vec<(String, Occupant)> {
    vec![(path.to_owned(), occupant)]
}

#[test]
fn a_foreign_file() {
    let repository = Repository::new();
    repository.put("prod/a", "old");
    assert_eq!(
        obstructions(&repository),
        one("prod/a", Occupant::ForeignFile)
    );
}

#[test]
fn a_foreign_file_with_the_right_bytes_is_adopted() {
    let repository = Repository::new();
    repository.put("prod/a", "a");
    let wanted = tree(&[("prod/a", "a")]);
    let written = repository
        .output()
        .write(&wanted, &scopes(&["prod"]))
        .unwrap();
    assert_eq!(written.added, [path("prod/.blueprint-files")]);
    repository.render(&[("prod/a", "ours now")]);
    assert_eq!(repository.read("prod/a").as_deref(), Some("ours now"));
}

#[test]
fn a_linked_file() {
    let repository = Repository::new();
    repository.render(&[("prod/a", "old")]);
    std::fs::remove_file(repository.out().join("prod/a")).unwrap();
    symlink(
        repository.root().join("out.yaml"),
        repository.out().join("prod/a"),
    )
    .unwrap();
    assert_eq!(obstructions(&repository), one("prod/a", Occupant::Link));
}

#[test]
fn a_linked_directory() {
    let repository = Repository::new();
    repository.put("prod/x", "x");
    symlink(
        repository.root().join("environments"),
        repository.out().join("prod/b"),
    )
    .unwrap();
    assert_eq!(obstructions(&repository), one("prod/b", Occupant::Link));
}

#[test]
fn a_linked_scope() {
    let repository = Repository::new();
    repository.put("x", "x");
    symlink(
        repository.root().join("environments/prod"),
        repository.out().join("prod"),
    )
    .unwrap();
    assert_eq!(obstructions(&repository), one("prod", Occupant::Link));
}

#[test]
fn a_link_where_a_file_of_ours_should_go() {
    let repository = Repository::new();
    repository.render(&[("prod/a", "old"), ("prod/b", "old")]);
    std::fs::remove_file(repository.out().join("prod/b")).unwrap();
    symlink(
        repository.root().join("out.yaml"),
        repository.out().join("prod/b"),
    )
    .unwrap();
    let refused = repository
        .output()
        .write(&Tree::default(), &scopes(&["prod"]));
    assert!(matches!(refused, Err(DirectoryError::Obstructed { .. })));
    assert_eq!(repository.read("prod/a").as_deref(), Some("old"));
}

#[test]
fn a_linked_manifest_is_not_read() {
    let repository = Repository::new();
    repository.put("prod/c", "foreign");
    std::fs::write(repository.out().join("list"), "c\n").unwrap();
    symlink("../list", repository.out().join("prod/.blueprint-files")).unwrap();
    assert_eq!(
        obstructions(&repository),
        one("prod/.blueprint-files", Occupant::Link)
    );
}

#[test]
fn a_fifo_and_a_socket_are_not_opened() {
    let repository = Repository::new();
    repository.render(&[("prod/a", "old")]);
    std::fs::remove_file(repository.out().join("prod/a")).unwrap();
    let made = Command::new("mkfifo")
        .arg(repository.out().join("prod/a"))
        .status()
        .unwrap();
    assert!(made.success());
    let _socket = UnixListener::bind(repository.out().join("prod/b")).unwrap();
    let special = |path: &str| (path.to_owned(), Occupant::Special);
    assert_eq!(
        obstructions(&repository),
        [special("prod/a"), special("prod/b")]
    );
}

#[test]
fn a_directory_and_a_file_in_each_others_place() {
    let repository = Repository::new();
    repository.put("prod/a/foreign", "x");
    repository.put("prod/b", "x");
    let expected = [
        ("prod/a".to_owned(), Occupant::DirectoryForFile),
        ("prod/b".to_owned(), Occupant::FileForDirectory),
    ];
    assert_eq!(obstructions(&repository), expected);
}

#[test]
fn our_own_file_makes_room_for_a_directory_and_back() {
    let repository = Repository::new();
    repository.render(&[("prod/crds", "file"), ("prod/ui/a", "directory")]);
    repository.render(&[("prod/crds/a", "directory"), ("prod/ui", "file")]);
    assert_eq!(repository.read("prod/crds/a").as_deref(), Some("directory"));
    assert_eq!(repository.read("prod/ui").as_deref(), Some("file"));
}

#[test]
fn a_foreign_file_keeps_our_directory_from_becoming_a_file() {
    let repository = Repository::new();
    repository.render(&[("prod/ui/a", "a"), ("prod/z", "z")]);
    repository.put("prod/ui/notes", "mine");
    let refused = repository
        .output()
        .write(&tree(&[("prod/ui", "file")]), &scopes(&["prod"]));
    assert!(
        matches!(refused, Err(DirectoryError::Undone { .. })),
        "{refused:?}"
    );
    assert_eq!(repository.read("prod/ui/a").as_deref(), Some("a"));
    assert_eq!(repository.read("prod/ui/notes").as_deref(), Some("mine"));
    assert_eq!(repository.read("prod/z").as_deref(), Some("z"));
}

#[test]
fn a_stage_that_is_no_directory_of_ours_stops_the_render() {
    let repository = Repository::new();
    repository.put("x", "x");
    let stage = repository.out().join(".blueprint-render");
    symlink(repository.root().join("environments"), &stage).unwrap();
    let refused = repository
        .output()
        .write(&tree(&[("prod/a", "a")]), &scopes(&["prod"]));
    assert!(matches!(refused, Err(DirectoryError::Obstructed { .. })));
    std::fs::remove_file(&stage).unwrap();
    repository.put(".blueprint-render/new/notes", "mine");
    let refused = repository
        .output()
        .write(&tree(&[("prod/a", "a")]), &scopes(&["prod"]));
    assert!(matches!(refused, Err(DirectoryError::Io { .. })));
    assert_eq!(
        repository.read(".blueprint-render/new/notes").as_deref(),
        Some("mine")
    );
}
