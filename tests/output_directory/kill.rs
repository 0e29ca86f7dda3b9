//! A render that is killed at a random moment is finished or undone by the next command.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use kafka_blueprint::emit::directory::{Interruption, OutputDirectory, Recovery, Tree};

use crate::deployment::{Files, Repository, files, path, scopes, times};

const KILLS: usize = 50;
const READY: &str = "rendering";
const DIRECTORY: &str = "BLUEPRINT_TEST_OUTPUT_DIRECTORY";
const SCOPES: [&str; 3] = ["prod", "kustomize/base", "kustomize/overlays/prod"];

/// Files that come, go, change and stay between an even and an odd generation.
fn generation(number: usize) -> Tree {
    let mut tree = Tree::default();
    for index in 0..24 {
        let scope = SCOPES[index % 3];
        let bytes = |generation| {
            format!("{generation} {index}\n")
                .repeat(index * 400)
                .into_bytes()
        };
        let name = |directory: &str| path(&format!("{scope}/{directory}/{index}.yaml"));
        match index % 4 {
            0 => tree.insert(name("same"), bytes(0)).unwrap(),
            1 => tree.insert(name("changes"), bytes(number)).unwrap(),
            _ => tree
                .insert(name(&format!("generation-{number}")), bytes(number))
                .unwrap(),
        }
    }
    tree
}

/// Not a test of its own: the process that the test below starts and kills.
#[test]
#[ignore = "renders without end; the kill test starts it in a process of its own"]
fn render_until_killed() {
    let Some(directory) = std::env::var_os(DIRECTORY) else {
        return;
    };
    let output = OutputDirectory::open(PathBuf::from(directory)).unwrap();
    let generations = [generation(0), generation(1)];
    println!("\n{READY}");
    for tree in generations.iter().cycle() {
        output.write(tree, &scopes(&SCOPES)).unwrap();
    }
}

fn start(out: &Path) -> Child {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "kill::render_until_killed",
            "--ignored",
            "--nocapture",
        ])
        .env(DIRECTORY, out)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(
        lines.map_while(Result::ok).any(|line| line == READY),
        "the child never started"
    );
    child
}

/// Draws moments up to 40 ms, the same in every run (xorshift).
fn moments() -> impl Iterator<Item = Duration> {
    let mut state: u64 = 0x9e37_79b9_7f4a_7c15;
    std::iter::from_fn(move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        Some(Duration::from_micros(state % 40_000))
    })
}

fn rendered(tree: &Tree) -> Files {
    let repository = Repository::new();
    repository.output().write(tree, &scopes(&SCOPES)).unwrap();
    files(&repository.out())
}

#[test]
fn a_killed_render_is_finished_or_undone_by_the_next_command() {
    let generations = [0, 1].map(|number| rendered(&generation(number)));
    let mut interrupted = 0;
    for moment in moments().take(KILLS) {
        let repository = Repository::new();
        repository
            .output()
            .write(&generation(1), &scopes(&SCOPES))
            .unwrap();
        let mut child = start(&repository.out());
        sleep(moment);
        child.kill().unwrap();
        child.wait().unwrap();
        interrupted += usize::from(recovers(&repository, &generations));
    }
    println!("{interrupted} of {KILLS} kills hit a render");
    assert!(
        interrupted > KILLS / 4,
        "only {interrupted} of {KILLS} kills hit a render"
    );
}

/// Checks every promise after a kill, and tells whether a render was under way.
fn recovers(repository: &Repository, generations: &[Files; 2]) -> bool {
    for (name, bytes) in files(&repository.out()) {
        let known = generations
            .iter()
            .any(|files| files.get(&name) == Some(&bytes));
        assert!(known, "{} is not whole", name.display());
    }
    let before = times(&repository.out());
    let compared = repository
        .output()
        .compare(&generation(0), &scopes(&SCOPES))
        .unwrap();
    assert_eq!(times(&repository.out()), before);
    let recovery = repository.output().recover().unwrap();
    match compared.interrupted {
        None => assert_eq!(recovery, None),
        Some(Interruption::Replacing) => assert_eq!(recovery, Some(Recovery::Finished)),
        Some(_) => assert_eq!(recovery, Some(Recovery::Undone)),
    }
    assert!(
        generations.contains(&files(&repository.out())),
        "neither the old nor the new"
    );
    assert!(repository.output().recover().unwrap().is_none());
    compared.interrupted.is_some()
}
