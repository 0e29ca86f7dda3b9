//! `blueprint` itself: its help, its version, and how it ends.

mod blueprint;

use blueprint::Desk;

#[test]
fn help_reads_like_a_manual() {
    insta::assert_snapshot!(Desk::empty().run(&["--help"]), @"
    [out]
    Renders a Kafka deployment on Kubernetes (Strimzi) from one typed model

    The model is what people mean: topics, applications and what they do with them. It lives in
    environments/base.yaml and one file for each environment that lies over it. From it follow the
    operator, the cluster, topics, users with least-privilege rights, and a document for people, as
    plain YAML and as Kustomize overlays below out/.

    Nothing here needs a cluster or a network, except `vendor`, which fetches one file, and `image`,
    which builds a program and can push it.

    Usage: blueprint [OPTIONS] <COMMAND>

    Commands:
      init         Write a small valid deployment to start from
      check        Say what is wrong with environments, without writing anything
      render       Write the manifests of environments
      diff         Say what a change does to the cluster, before it is applied
      upgrade      Say how an environment gets to a newer release of Strimzi, step by step
      schema       Print the JSON Schema of the model, for editors, or that of a report
      explain      Explain a rule: what it checks, why, an example and what to do instead
      vendor       Record a local copy of Strimzi's custom resource definitions
      image        Make the image of the verification, without a container engine
      completions  Print a script that completes commands and options in a shell

    Options:
          --color <WHEN>
              When to use colours: auto, always or never

              `auto` uses them on a terminal, unless `NO_COLOR` is set.

              [default: auto]

      -h, --help
              Print help (see a summary with '-h')

      -V, --version
              Print version

    Examples:
      blueprint init my-kafka            start a deployment of your own
      blueprint check                    read every environment and say what is wrong
      blueprint render prod              write out/prod, its overlay and the base
      blueprint render --check           in CI: does out/ say what the environments say?
      blueprint diff prod                what would a change of the model do to the cluster?

    Exit codes:
      0  done; warnings alone end like this too
      1  the tool could not do it: wrong arguments, or files that could not be read or written
      2  the answer is no: errors were found, or out/ is not fresh
      3  a change would destroy something and nobody has acknowledged it
    [exit 0]
    ");
}

#[test]
fn short_help_is_short() {
    insta::assert_snapshot!(Desk::empty().run(&["-h"]), @"
    [out]
    Renders a Kafka deployment on Kubernetes (Strimzi) from one typed model

    Usage: blueprint [OPTIONS] <COMMAND>

    Commands:
      init         Write a small valid deployment to start from
      check        Say what is wrong with environments, without writing anything
      render       Write the manifests of environments
      diff         Say what a change does to the cluster, before it is applied
      upgrade      Say how an environment gets to a newer release of Strimzi, step by step
      schema       Print the JSON Schema of the model, for editors, or that of a report
      explain      Explain a rule: what it checks, why, an example and what to do instead
      vendor       Record a local copy of Strimzi's custom resource definitions
      image        Make the image of the verification, without a container engine
      completions  Print a script that completes commands and options in a shell

    Options:
          --color <WHEN>  When to use colours: auto, always or never [default: auto]
      -h, --help          Print help (see more with '--help')
      -V, --version       Print version
    [exit 0]
    ");
}

#[test]
fn a_misspelt_command_names_the_nearest() {
    insta::assert_snapshot!(Desk::empty().run(&["rendr"]), @r"
    [err]
    error: unrecognized subcommand 'rendr'

      tip: some similar subcommands exist: 'vendor', 'render'

    Usage: blueprint [OPTIONS] <COMMAND>

    For more information, try '--help'.
    [exit 1]
    ");
}

#[test]
fn the_numbers_it_ends_with_are_a_contract() {
    let desk = Desk::small();
    assert_eq!(desk.code(&["--version"]), 0);
    assert_eq!(desk.code(&["check"]), 0);
    assert_eq!(desk.code(&[]), 1, "no command");
    assert_eq!(
        desk.code(&["check", "--colour"]),
        1,
        "clap's own 2 is mapped"
    );
    assert_eq!(desk.code(&["check", "--environments", "none"]), 1);
    assert_eq!(desk.code(&["render", "--check"]), 2);
    desk.write("environments/prod.yaml", "topics: []\n");
    assert_eq!(desk.code(&["check"]), 2);
}

#[cfg(target_os = "linux")]
#[test]
fn a_result_that_cannot_be_written_is_a_failure() {
    let desk = Desk::empty();
    let full = std::fs::File::options()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let output = desk.command(&["schema"]).stdout(full).output().unwrap();
    insta::assert_snapshot!(blueprint::shown(&output), @r"
    [err]
    error: The result could not be written: No space left on device (os error 28).
    [exit 1]
    ");
}
