//! `blueprint init`, run as a user would.

mod blueprint;

use blueprint::Desk;
use kafka_blueprint::catalog::operator::{OperatorVersion, Release};

#[test]
fn help_reads_like_a_manual() {
    insta::assert_snapshot!(Desk::empty().run(&["init", "--help"]), @r"
    [out]
    Write a small valid deployment to start from.

    It has a base of three brokers, two topics and two applications, an environment `dev` of one broker
    that lies over it, the schemas for editors, and a README. The directory must be empty or missing.

    Usage: blueprint init [OPTIONS] <DIR>

    Arguments:
      <DIR>
              The directory to write to

    Options:
          --color <WHEN>
              When to use colours: auto, always or never

              `auto` uses them on a terminal, unless `NO_COLOR` is set.

              [default: auto]

      -h, --help
              Print help (see a summary with '-h')

    Examples:
      blueprint init environments              in a repository of its own
      blueprint init my-kafka
      blueprint render --environments my-kafka --out my-manifests
    [exit 0]
    ");
}

#[test]
fn what_it_writes_renders_without_a_finding() {
    let desk = Desk::empty();
    insta::assert_snapshot!(desk.run(&["init", "my-kafka"]), @r"
    [out]
    Wrote a deployment to start from:
      my-kafka/README.md
      my-kafka/base.yaml
      my-kafka/dev.yaml
      my-kafka/schemas/environment.schema.json
      my-kafka/schemas/layer.schema.json
    Next: `blueprint render --environments my-kafka`
    [exit 0]
    ");
    insta::assert_snapshot!(desk.run_steady(&["render", "--environments", "my-kafka"]), @r"
    [out]
    Rendered dev into out in … s: N files added.
      added      dev (N files)
      added      kustomize/base (N files)
      added      kustomize/overlays/dev (N files)
    [err]
    advice[network/api-server]: the operators may go to every address on the API server's ports (443, 6443)
     --> my-kafka/base.yaml:8:1
      |
    8 | platform:
      | ^^^^^^^^
      |
      = help: write the addresses that `kubectl get endpoints kubernetes` shows
      = more: blueprint explain network/api-server

    1 piece of advice in base and dev.
    [exit 0]
    ");
    let output = desk.command(&[
        "check",
        "--environments",
        "my-kafka",
        "--crds",
        "--format",
        "json",
    ]);
    let output = { output }.output().unwrap();
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["counts"]["error"], 0, "{report:#}");
    assert_eq!(report["counts"]["warning"], 0, "{report:#}");
}

#[test]
fn it_starts_on_the_newest_release_and_the_kafka_of_that_release() {
    let release = Release::of(OperatorVersion::all().next_back().unwrap());
    let kafka = release.default_kafka();
    let metadata = release.default_metadata_version(kafka).unwrap();
    let desk = Desk::empty();
    desk.run(&["init", "my-kafka"]);
    let base = desk.read("my-kafka/base.yaml");
    for line in [
        format!("operator:\n  version: {}\n", release.number()),
        format!("  name: my-kafka\n  version: {kafka}\n  metadataVersion: {metadata}\n"),
    ] {
        assert!(base.contains(&line), "{line}");
    }
}

#[test]
fn the_schemas_it_writes_are_those_that_schema_prints() {
    let desk = Desk::empty();
    desk.run(&["init", "."]);
    let printed = desk
        .command(&["schema", "--layer"])
        .output()
        .unwrap()
        .stdout;
    assert_eq!(desk.read("schemas/layer.schema.json").as_bytes(), printed);
}

#[test]
fn a_directory_with_anything_in_it_is_refused() {
    let desk = Desk::empty();
    desk.write("mine/notes.txt", "");
    insta::assert_snapshot!(desk.run(&["init", "mine"]), @r"
    [err]
    error: `mine` is not empty, and nothing in it is replaced.
      Name a directory that does not exist yet.
    [exit 1]
    ");
    assert_eq!(desk.files("mine").len(), 1);
}

#[test]
fn a_file_is_no_directory() {
    let desk = Desk::empty();
    desk.write("mine", "");
    insta::assert_snapshot!(desk.run(&["init", "mine"]), @r"
    [err]
    error: Can't read `mine`: Not a directory (os error 20).
    [exit 1]
    ");
}
