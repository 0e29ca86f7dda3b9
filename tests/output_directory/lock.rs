//! Two commands at once: one waits for the other, or gives up and says for whom.

use std::os::fd::AsFd;
use std::thread;
use std::time::Duration;

use kafka_blueprint::emit::directory::DirectoryError;
use rustix::fs::{FlockOperation, flock};

use crate::deployment::{Repository, files, scopes, tree};

#[test]
fn a_second_command_gives_up_and_names_the_first() {
    let repository = Repository::new();
    repository.render(&[("prod/a", "a")]);
    let directory = std::fs::File::open(repository.out()).unwrap();
    flock(directory.as_fd(), FlockOperation::LockExclusive).unwrap();
    let output = repository.output().with_patience(Duration::from_millis(50));
    let wanted = tree(&[("prod/a", "b")]);
    let written = output.write(&wanted, &scopes(&["prod"])).map(|_| ());
    let compared = output.compare(&wanted, &scopes(&["prod"])).map(|_| ());
    for refused in [written, compared] {
        let Err(DirectoryError::Busy { holder, .. }) = refused else {
            panic!("{refused:?}")
        };
        if cfg!(target_os = "linux") {
            assert_eq!(holder, Some(std::process::id()));
        }
    }
    assert_eq!(repository.read("prod/a").as_deref(), Some("a"));
}

#[test]
fn a_second_command_waits_for_the_first() {
    let repository = Repository::new();
    repository.render(&[("prod/a", "a")]);
    let directory = std::fs::File::open(repository.out()).unwrap();
    flock(directory.as_fd(), FlockOperation::LockExclusive).unwrap();
    let first = thread::spawn(move || {
        thread::sleep(Duration::from_millis(200));
        drop(directory);
    });
    repository.render(&[("prod/a", "b")]);
    first.join().unwrap();
    assert_eq!(repository.read("prod/a").as_deref(), Some("b"));
}

#[test]
fn renders_at_once_come_out_as_one_of_them() {
    let repository = Repository::new();
    let numbers: Vec<_> = (0..20).map(|number| format!("prod/{number}")).collect();
    let whole = |bytes| {
        numbers
            .iter()
            .map(|name| (name.as_str(), bytes))
            .collect::<Vec<_>>()
    };
    thread::scope(|scope| {
        for bytes in ["one", "two", "three", "four"] {
            let (repository, files) = (&repository, whole(bytes));
            scope.spawn(move || (0..5).for_each(|_| repository.render(&files)));
        }
    });
    let lying = files(&repository.out().join("prod"));
    let first = lying
        .iter()
        .find(|(name, _)| name.ends_with("0"))
        .unwrap()
        .1;
    assert_eq!(lying.values().filter(|bytes| *bytes == first).count(), 20);
}

#[test]
fn a_directory_that_appears_meanwhile_is_no_dangling_link() {
    let repository = Repository::new();
    thread::scope(|scope| {
        scope.spawn(|| {
            for _ in 0..1000 {
                std::fs::create_dir(repository.out()).unwrap();
                std::fs::remove_dir(repository.out()).unwrap();
            }
        });
        (0..4000).for_each(|_| drop(repository.output()));
    });
}
