//! `blueprint check`, run as a user would.

mod blueprint;

use std::{io::Read, process::Stdio};

use blueprint::{Desk, SMALL};

#[test]
fn help_reads_like_a_manual() {
    insta::assert_snapshot!(Desk::empty().run(&["check", "--help"]), @"
    [out]
    Say what is wrong with environments, without writing anything.

    Reads base.yaml and every environment, and reports all findings of all layers at once, worst first:
    what could not be read, and what the API server, the Strimzi operators or Kafka would refuse, drop,
    revert or ignore. Each finding shows the line that is to blame, in the layer that set it. A syntax
    error hides what follows it in its file.

    A finding that is known and accepted can be waived in the model, with a reason and a last day.

    Usage: blueprint check [OPTIONS] [ENVIRONMENT]...

    Arguments:
      [ENVIRONMENT]...
              Environments, such as `prod`; without any, all of them

    Options:
          --environments <DIR>
              The directory with base.yaml and a file or directory for each environment

              [default: environments]

          --format <FORMAT>
              How findings are written

              Possible values:
              - text:     For people, with the line that is to blame
              - json:     One JSON document; `blueprint schema --report` is its schema
              - sarif:    SARIF 2.1.0, for code scanning
              - junit:    JUnit XML, for test reports
              - github:   Workflow commands of GitHub Actions, which show beside the changed lines
              - markdown: A comment for a pull request

              [default: text]

          --today <YYYY-MM-DD>
              The day that waivers are held against [default: the current day in UTC]

          --crds [<FILE>]
              Also hold what would be rendered against the release's custom resource definitions; with
              `--manifests`, hold them against those in FILE instead of the release's

          --manifests <DIR|FILE|->
              Check Kubernetes manifests instead: a file, a directory with all below it, or `-` for
              standard input

          --operator-version <VERSION>
              The release of Strimzi that the manifests are for [default: that of the operator among
              them, or the newest that serves their API version]

          --color <WHEN>
              When to use colours: auto, always or never

              `auto` uses them on a terminal, unless `NO_COLOR` is set.

              [default: auto]

      -h, --help
              Print help (see a summary with '-h')

    Examples:
      blueprint check                         all environments
      blueprint check prod                    one of them
      blueprint check --format json           for other programs
      blueprint check --format github         in GitHub Actions: beside the changed lines
      blueprint check --format sarif > blueprint.sarif
      blueprint check --today 2027-01-01      with the waivers that still hold on that day
      blueprint check --crds                  also against Strimzi's own definitions
      blueprint check --manifests DIR         manifests that this tool did not write
      kubectl get kafka,kafkatopic -A -o yaml | blueprint check --manifests -

    Exit codes:
      0  no errors; there may be warnings
      1  files could not be read, or the arguments are wrong
      2  there are errors
    [exit 0]
    ");
}

#[test]
fn a_sound_deployment_has_no_findings() {
    insta::assert_snapshot!(Desk::small().run(&["check"]), @r"
    [out]
    No findings in base, dev and prod.
    [exit 0]
    ");
}

fn unsound() -> Desk {
    let desk = Desk::small();
    desk.write(
        "environments/base.yaml",
        SMALL.replace("owner: shop", "ownr: shop"),
    );
    desk.write(
        "environments/prod.yaml",
        "topics:\n  orders:\n    partitions: 0\n  order: null\n",
    );
    desk
}

#[test]
fn findings_of_all_layers_are_told_at_once_and_once() {
    insta::assert_snapshot!(unsound().run(&["check"]), @"
    [out]
    error[environment/missing-field]: `topics.orders.owner` is missing, and nothing can stand in for it
      --> environments/base.yaml:32:3
       |
    32 |   orders: {ownr: shop, purpose: Orders, partitions: 3, replicas: 3, minInsyncReplicas: 2, retention: 7d}
       |   ^^^^^^
       |
       = more: blueprint explain environment/missing-field

    error[environment/unknown-field]: `topics.orders.ownr` is not a field of the model
      --> environments/base.yaml:32:12
       |
    32 |   orders: {ownr: shop, purpose: Orders, partitions: 3, replicas: 3, minInsyncReplicas: 2, retention: 7d}
       |            ^^^^
       |
       = help: did you mean `owner`?
       = more: blueprint explain environment/unknown-field

    error[environment/invalid-value]: `0` is not a number of partitions: it must be at least 1 and at most 100000
     --> environments/prod.yaml:3:17
      |
    3 |     partitions: 0
      |                 ^
      |
      = more: blueprint explain environment/invalid-value

    error[environment/removes-nothing]: `topics.order` is taken away here, but no layer below sets it
     --> environments/prod.yaml:4:3
      |
    4 |   order: null
      |   ^^^^^
      |
      = help: did you mean `orders`?
      = more: blueprint explain environment/removes-nothing

    4 errors in base, dev and prod.
    [exit 2]
    ");
}

#[test]
fn one_environment_is_enough() {
    insta::assert_snapshot!(unsound().run(&["check", "dev"]), @"
    [out]
    error[environment/missing-field]: `topics.orders.owner` is missing, and nothing can stand in for it
      --> environments/base.yaml:32:3
       |
    32 |   orders: {ownr: shop, purpose: Orders, partitions: 3, replicas: 3, minInsyncReplicas: 2, retention: 7d}
       |   ^^^^^^
       |
       = more: blueprint explain environment/missing-field

    error[environment/unknown-field]: `topics.orders.ownr` is not a field of the model
      --> environments/base.yaml:32:12
       |
    32 |   orders: {ownr: shop, purpose: Orders, partitions: 3, replicas: 3, minInsyncReplicas: 2, retention: 7d}
       |            ^^^^
       |
       = help: did you mean `owner`?
       = more: blueprint explain environment/unknown-field

    2 errors in base and dev.
    [exit 2]
    ");
}

#[test]
fn json_is_for_other_programs() {
    let output = unsound()
        .command(&["check", "prod", "--format", "json"])
        .output()
        .unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let document: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(document["counts"]["error"], 4);
    insta::assert_snapshot!(format!("{:#}", document["findings"][3]), @r#"
    {
      "rule": "environment/removes-nothing",
      "severity": "error",
      "message": "`topics.order` is taken away here, but no layer below sets it",
      "path": null,
      "file": "environments/prod.yaml",
      "line": 4,
      "column": 3,
      "endColumn": 8,
      "help": "did you mean `orders`?",
      "outcome": null,
      "environments": [
        "prod"
      ]
    }
    "#);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_day_that_does_not_exist_is_a_wrong_argument() {
    insta::assert_snapshot!(Desk::small().run(&["check", "--today", "2027-02-29"]), @r"
    [err]
    error: invalid value '2027-02-29' for '--today <YYYY-MM-DD>': there is no such day

    For more information, try '--help'.
    [exit 1]
    ");
}

#[test]
fn what_is_rendered_is_what_the_definitions_allow() {
    let output = Desk::shipped()
        .command(&["check", "--crds", "--format", "json"])
        .output()
        .unwrap();
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(document["counts"]["error"], 0, "{document:#}");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn colours_are_for_terminals_and_for_those_who_ask() {
    let desk = unsound();
    let coloured = |arguments: &[&str]| {
        let output = desk
            .command(arguments)
            .env("NO_COLOR", "1")
            .output()
            .unwrap();
        output.stdout.contains(&0x1b)
    };
    assert!(!coloured(&["check"]));
    assert!(coloured(&["check", "--color", "always"]));
    assert!(!coloured(&["check", "--color", "never"]));
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let desk = unsound();
    for arguments in [&["check"][..], &["schema"], &["explain"], &["--help"]] {
        let wanted = desk.code(arguments);
        let mut child = desk
            .command(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let mut said = String::new();
        let mut stderr = child.stderr.take().unwrap();
        stderr.read_to_string(&mut said).unwrap();
        assert_eq!(said, "", "{arguments:?}");
        assert_eq!(child.wait().unwrap().code(), Some(wanted), "{arguments:?}");
    }
}
