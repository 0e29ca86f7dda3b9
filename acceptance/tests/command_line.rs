//! The command line of the harness as a program, without any real component.

use std::path::Path;
use std::process::{Command, Output};

fn acceptance() -> Command {
    Command::new(env!("CARGO_BIN_EXE_acceptance"))
}

fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn what_is_missing_is_told_before_anything_is_begun() {
    let output = acceptance()
        .args(["--only", "alerts", "--only", "kustomize"])
        .env("PATH", "")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    insta::assert_snapshot!(text(&output), @r"
    go is not installed; Debian has it in the package golang-go (1.26 or newer)
    kubectl is not installed; Debian has it in the package kubernetes-client (1.32 or newer)
    prometheus with promtool is not installed; Debian has it in the package prometheus
    setpriv is not installed; Debian has it in the package util-linux
    ");
}

#[test]
fn a_capture_makes_its_directory_and_says_when_there_is_nothing_to_capture() {
    let work = tempfile::tempdir().unwrap();
    let directory = work.path().join("new/metrics");
    let output = acceptance()
        .arg("--capture-metrics")
        .arg(&directory)
        .arg("--out")
        .arg(work.path().join("out"))
        .output()
        .unwrap();
    let told = text(&output);
    if told.contains("is not installed") {
        println!("skipped: {told}");
        return;
    }
    assert_eq!(output.status.code(), Some(1));
    assert!(told.contains("nothing to capture"), "{told}");
    assert!(directory.is_dir());
    assert_eq!(Path::new(&directory).read_dir().unwrap().count(), 0);
}
