//! A file system that refuses: full, read-only, without permission.
//!
//! The first two need the right to mount, and an immutable file needs root on a file system that
//! knows it. Where that is impossible the test says that it was skipped.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use kafka_blueprint::emit::directory::{DirectoryError, STAGE_NAME};

use crate::deployment::{Repository, scopes, times, tree};

/// A small file system of our own at `out/`, unmounted at the end.
struct Mount(PathBuf);

impl Mount {
    fn new(repository: &Repository) -> Option<Self> {
        std::fs::create_dir(repository.out()).unwrap();
        let mounted = run(
            "mount",
            &["-t", "tmpfs", "-o", "size=512k", "tmpfs"],
            &repository.out(),
        );
        if !mounted {
            eprintln!("skipped: mounting a small file system needs root");
        }
        mounted.then(|| Self(repository.out()))
    }

    fn make_read_only(&self) {
        assert!(run("mount", &["-o", "remount,ro"], &self.0));
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        run("umount", &[], &self.0);
    }
}

fn run(program: &str, arguments: &[&str], path: &Path) -> bool {
    let mut command = Command::new(program);
    command
        .args(arguments)
        .arg(path)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// Returns the message without the directory that differs in every run.
fn message(error: &DirectoryError, repository: &Repository) -> String {
    error
        .to_string()
        .replace(&format!("{}/", repository.root().display()), "")
}

#[test]
fn a_full_disk_leaves_every_file_as_it_was() {
    let repository = Repository::new();
    let Some(_mount) = Mount::new(&repository) else {
        return;
    };
    repository.render(&[("prod/a", "a"), ("prod/b", "b")]);
    let before: Vec<_> = times(&repository.out()).into_keys().collect();
    let large = "x".repeat(400 * 1024);
    let wanted = tree(&[("prod/a", "new"), ("prod/c", &large), ("prod/d", &large)]);
    let refused = repository
        .output()
        .write(&wanted, &scopes(&["prod"]))
        .unwrap_err();
    insta::assert_snapshot!(message(&refused, &repository), @"Can't write `out/prod/d`: the disk is full. Free some space, and try again. Every file in `out` is as it was.");
    assert_eq!(
        times(&repository.out()).into_keys().collect::<Vec<_>>(),
        before
    );
    assert_eq!(repository.read("prod/a").as_deref(), Some("a"));
    assert_eq!(repository.read("prod/b").as_deref(), Some("b"));
}

#[test]
fn a_read_only_disk_is_told_and_is_no_matter_where_nothing_is_to_do() {
    let repository = Repository::new();
    let Some(mount) = Mount::new(&repository) else {
        return;
    };
    repository.render(&[("prod/a", "a")]);
    mount.make_read_only();
    repository.render(&[("prod/a", "a")]);
    let refused = repository
        .output()
        .write(&tree(&[("prod/a", "b")]), &scopes(&["prod"]));
    insta::assert_snapshot!(message(&refused.unwrap_err(), &repository), @"Can't create `out/.blueprint-render`: the file system is mounted read-only. Mount it writable. Every file in `out` is as it was.");
    assert_eq!(repository.read("prod/a").as_deref(), Some("a"));
}

/// Staging succeeds here and a later step is refused, so this is the way back on a real system.
#[test]
fn a_file_that_can_not_be_replaced_takes_the_others_back() {
    let repository = Repository::new();
    repository.render(&[
        ("prod/a", "a"),
        ("prod/b", "b"),
        ("prod/y", "y"),
        ("prod/z", "z"),
    ]);
    let immutable = repository.out().join("prod/y");
    if !run("chattr", &["+i"], &immutable) {
        eprintln!("skipped: an immutable file needs root and a file system that knows it");
        return;
    }
    let wanted = tree(&[("prod/a", "new"), ("prod/new/c", "c"), ("prod/y", "new")]);
    let refused = repository.output().write(&wanted, &scopes(&["prod"]));
    assert!(run("chattr", &["-i"], &immutable));
    insta::assert_snapshot!(message(&refused.unwrap_err(), &repository), @"Can't replace `out/prod/y`: permission denied. Give yourself the permission there, or take an immutable mark off, and try again. Every file in `out` is as it was.");
    for file in ["a", "b", "y", "z"] {
        assert_eq!(
            repository.read(&format!("prod/{file}")).as_deref(),
            Some(file)
        );
    }
    assert!(!repository.out().join("prod/new").exists());
    assert!(!repository.out().join(STAGE_NAME).exists());
}

#[test]
fn a_directory_without_permission_is_told() {
    let repository = Repository::new();
    repository.render(&[("prod/a", "a")]);
    let locked = repository.out();
    std::fs::set_permissions(&locked, PermissionsExt::from_mode(0o555)).unwrap();
    let is_root = std::fs::write(locked.join("probe"), "").is_ok();
    if is_root {
        std::fs::remove_file(locked.join("probe")).unwrap();
        eprintln!("skipped: permissions don't bind root");
    } else {
        let refused = repository
            .output()
            .write(&tree(&[("prod/a", "b")]), &scopes(&["prod"]));
        assert!(
            refused
                .unwrap_err()
                .to_string()
                .contains("permission denied")
        );
    }
    std::fs::set_permissions(&locked, PermissionsExt::from_mode(0o755)).unwrap();
}

#[test]
fn a_read_only_file_of_ours_is_replaced_like_any_other() {
    let repository = Repository::new();
    repository.render(&[("prod/a", "a")]);
    let file = repository.out().join("prod/a");
    std::fs::set_permissions(file, PermissionsExt::from_mode(0o444)).unwrap();
    repository.render(&[("prod/a", "b")]);
    assert_eq!(repository.read("prod/a").as_deref(), Some("b"));
}
