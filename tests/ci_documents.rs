//! What `docs/ci/` tells people to copy, run as far as a machine without those services can.

mod blueprint;
#[path = "diff/repository.rs"]
mod repository;

use std::{path::Path, process::Command};

use repository::Repository;
use serde_yaml::Value;

fn text(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// Runs the script as a job does, and returns what it printed, the comment, and its exit code.
fn review(repository: &Repository, base: &str) -> (String, String, i32) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/ci/review.sh");
    let output = Command::new(script)
        .args([base, "comment.md"])
        .current_dir(repository.0.path("."))
        .env("BLUEPRINT", env!("CARGO_BIN_EXE_blueprint"))
        .env("GITHUB_ACTIONS", "true")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let wrong = String::from_utf8_lossy(&output.stderr).into_owned();
    let comment = repository.0.read("comment.md");
    (said + &wrong, comment, output.status.code().unwrap())
}

#[test]
fn a_change_that_nobody_notices_gives_no_comment() {
    let repository = Repository::rendered();
    let (said, comment, code) = review(&repository, "HEAD");
    assert_eq!((comment.as_str(), code), ("", 0), "{said}");
}

#[test]
fn a_harmless_change_is_commented_and_passes() {
    let repository = Repository::rendered();
    repository.layer("topics: {orders: {retention: 30d}}");
    repository.render();
    let (said, comment, code) = review(&repository, "HEAD");
    assert_eq!(code, 0, "{said}");
    assert!(comment.contains("7 days -&#62; 30 days"), "{comment}");
    assert!(
        said.contains(
            "::notice file=environments/prod.yaml,line=2,col=30,title=Dynamic (prod)::KafkaTopic kafka/orders"
        ),
        "{said}"
    );
}

#[test]
fn a_stale_output_fails() {
    let repository = Repository::rendered();
    repository.layer("topics: {orders: {retention: 30d}}");
    let (said, _, code) = review(&repository, "HEAD");
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("out is not fresh"), "{said}");
}

#[test]
fn a_destructive_change_asks_for_an_acknowledgement() {
    let repository = Repository::rendered();
    repository.layer("topics: {orders: {retention: 1d}}");
    repository.render();
    let (said, comment, code) = review(&repository, "HEAD");
    assert_eq!(code, 3, "{said}");
    assert!(comment.contains("Data loss"), "{comment}");
}

#[test]
fn a_revision_that_is_not_there_is_no_success() {
    let repository = Repository::rendered();
    let (said, _, code) = review(&repository, "nowhere");
    assert_eq!(code, 1, "{said}");
}

/// The jobs run the script that is tested here, and no text of a pull request is part of a command.
#[test]
fn the_jobs_run_the_script() {
    let github: Value = serde_yaml::from_str(&text("docs/ci/github.yaml")).unwrap();
    let steps = github["jobs"]["review"]["steps"].as_sequence().unwrap();
    let commands: Vec<&str> = steps
        .iter()
        .filter_map(|step| step["run"].as_str())
        .collect();
    assert!(
        commands
            .iter()
            .any(|command| command.starts_with("ci/review.sh"))
    );
    assert!(
        commands.iter().all(|command| !command.contains("${{")),
        "{commands:?}"
    );
    let gitlab: Value = serde_yaml::from_str(&text("docs/ci/gitlab.yaml")).unwrap();
    let script = gitlab["kafka-review"]["script"].as_sequence().unwrap();
    assert!(
        script
            .iter()
            .any(|line| line.as_str().unwrap().starts_with("ci/review.sh "))
    );
}

/// Each hook runs a command that exists, and only when its files change.
#[test]
fn the_hooks_run_commands_that_exist() {
    let hooks: Value = serde_yaml::from_str(&text(".pre-commit-hooks.yaml")).unwrap();
    let hooks = hooks.as_sequence().unwrap();
    assert_eq!(hooks.len(), 2);
    let repository = Repository::rendered();
    for hook in hooks {
        let words: Vec<&str> = hook["entry"].as_str().unwrap().split(' ').collect();
        assert_eq!(words[0], "blueprint");
        assert_eq!(repository.0.code(&words[1..]), 0, "{words:?}");
        assert!(hook["files"].as_str().unwrap().starts_with('^'));
        assert_eq!(hook["pass_filenames"], Value::Bool(false));
    }
}
