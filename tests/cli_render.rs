//! `blueprint render`, run as a user would.

mod blueprint;

use blueprint::Desk;

#[test]
fn help_reads_like_a_manual() {
    insta::assert_snapshot!(Desk::empty().run(&["render", "--help"]), @r"
    [out]
    Write the manifests of environments.

    For each environment this writes out/ENVIRONMENT, plain YAML that is complete by itself, and the
    Kustomize overlay in out/kustomize/overlays/ENVIRONMENT that builds exactly the same objects; and
    once, out/kustomize/base. Other environments are left alone. Without a name all environments are
    rendered, and the output of environments that no longer exist is removed.

    All findings are reported first, and nothing is written while there are errors. Each file is always
    whole: a render that is interrupted is finished or undone by the next one, and files that blueprint
    did not write are never replaced. The same environments give the same bytes on every machine.

    Usage: blueprint render [OPTIONS] [ENVIRONMENT]...

    Arguments:
      [ENVIRONMENT]...
              Environments, such as `prod`; without any, all of them

    Options:
          --environments <DIR>
              The directory with base.yaml and a file or directory for each environment

              [default: environments]

          --out <DIR>
              The directory to write to

              [default: out]

          --check
              Write nothing, and say whether the directory holds what would be written

          --color <WHEN>
              When to use colours: auto, always or never

              `auto` uses them on a terminal, unless `NO_COLOR` is set.

              [default: auto]

      -h, --help
              Print help (see a summary with '-h')

    Examples:
      blueprint render                   all environments
      blueprint render prod              out/prod, its overlay and the base
      blueprint render --check           in CI: is everything in out/ fresh?
      blueprint render --environments my-kafka --out my-manifests

    Exit codes:
      0  done
      1  files could not be read or written, or the arguments are wrong
      2  there are errors and nothing was written; or, with --check, out/ is not fresh
    [exit 0]
    ");
}

#[test]
fn the_first_render_names_what_it_added() {
    let said = Desk::shipped().run_steady(&["render"]);
    // Which waivers hold, and with them the warnings, changes with the calendar.
    let (out, _) = said.split_once("\n[err]").unwrap();
    insta::assert_snapshot!(out, @r"
    [out]
    Rendered dev, prod and staging into out in … s: N files added.
      added      dev (N files)
      added      kustomize/base (N files)
      added      kustomize/overlays/dev (N files)
      added      kustomize/overlays/prod (N files)
      added      kustomize/overlays/staging (N files)
      added      prod (N files)
      added      staging (N files)
    ");
}

#[test]
fn a_second_render_changes_nothing() {
    let desk = Desk::small();
    desk.run_steady(&["render"]);
    let before = desk.files("out");
    insta::assert_snapshot!(desk.run_steady(&["render"]), @r"
    [out]
    Rendered dev and prod into out in … s: nothing has changed in N files.
    [exit 0]
    ");
    assert_eq!(desk.files("out"), before);
}

#[test]
fn a_change_names_the_files_it_reaches() {
    let desk = Desk::small();
    desk.run_steady(&["render"]);
    desk.write(
        "environments/prod.yaml",
        "topics: {orders: {partitions: 6}}\n",
    );
    insta::assert_snapshot!(desk.run_steady(&["render"]), @r"
    [out]
    Rendered dev and prod into out in … s: N files added, N changed, N as they were.
      changed    prod/README.md
      changed    prod/topics.yaml
    [exit 0]
    ");
}

#[test]
fn a_render_of_one_environment_leaves_the_others_alone() {
    let desk = Desk::small();
    desk.run_steady(&["render"]);
    let dev = desk.files("out/dev");
    desk.write(
        "environments/base.yaml",
        blueprint::SMALL.replace("partitions: 3", "partitions: 4"),
    );
    insta::assert_snapshot!(desk.run_steady(&["render", "prod"]), @r"
    [out]
    Rendered prod into out in … s: N files changed, N as they were.
      changed    kustomize/base/topics.yaml
      changed    prod/README.md
      changed    prod/topics.yaml
    [exit 0]
    ");
    assert_eq!(desk.files("out/dev"), dev);
}

#[test]
fn the_output_of_an_environment_that_is_gone_is_removed_by_a_render_of_all() {
    let desk = Desk::small();
    desk.run_steady(&["render"]);
    std::fs::remove_file(desk.path("environments/dev.yaml")).unwrap();
    desk.run_steady(&["render", "prod"]);
    assert!(desk.path("out/dev/topics.yaml").exists());
    insta::assert_snapshot!(desk.run_steady(&["render", "--check"]), @r"
    [out]
    out is not fresh for prod.
      left over  dev/README.md
      left over  dev/topics.yaml
    `blueprint render` mends this; commit what it writes.
    [exit 2]
    ");
    insta::assert_snapshot!(desk.run_steady(&["render"]), @r"
    [out]
    Rendered prod into out in … s: N files removed, N as they were.
      removed    dev/README.md
      removed    dev/topics.yaml
    [exit 0]
    ");
    assert!(!desk.path("out/dev").exists());
    assert!(!desk.path("out/kustomize/overlays/dev").exists());
}

#[test]
fn a_check_lists_what_is_not_fresh_and_writes_nothing() {
    let desk = Desk::small();
    insta::assert_snapshot!(desk.run_steady(&["render", "prod", "--check"]), @r"
    [out]
    out is not fresh for prod.
      missing    kustomize/base/topics.yaml
      missing    prod/README.md
      missing    prod/topics.yaml
    `blueprint render` mends this; commit what it writes.
    [exit 2]
    ");
    assert!(!desk.path("out").exists());
    desk.run_steady(&["render"]);
    insta::assert_snapshot!(desk.run_steady(&["render", "--check"]), @r"
    [out]
    out is fresh for dev and prod: N files.
    [exit 0]
    ");
    std::fs::remove_file(desk.path("out/prod/README.md")).unwrap();
    desk.write("out/dev/topics.yaml", "edited by hand\n");
    let before = desk.files("out");
    insta::assert_snapshot!(desk.run_steady(&["render", "--check"]), @r"
    [out]
    out is not fresh for dev and prod.
      missing    prod/README.md
      stale      dev/topics.yaml
    `blueprint render` mends this; commit what it writes.
    [exit 2]
    ");
    assert_eq!(desk.files("out"), before);
}

#[test]
fn a_check_tells_of_an_interrupted_render() {
    let desk = Desk::small();
    desk.run_steady(&["render"]);
    std::fs::create_dir_all(desk.path("out/.blueprint-render/new")).unwrap();
    insta::assert_snapshot!(desk.run_steady(&["render", "--check"]), @r"
    [out]
    out is not fresh for dev and prod.
    An earlier render was interrupted before it changed a file; the next one cleans up.
    `blueprint render` mends this; commit what it writes.
    [exit 2]
    ");
    desk.run_steady(&["render"]);
    assert_eq!(desk.code(&["render", "--check"]), 0);
}

#[test]
fn errors_keep_the_output_as_it_was() {
    let desk = Desk::small();
    desk.run_steady(&["render"]);
    let before = desk.files("out");
    desk.write(
        "environments/prod.yaml",
        "topics: {orders: {partitons: 6}}\n",
    );
    insta::assert_snapshot!(desk.run_steady(&["render"]), @r"
    [err]
    error[environment/unknown-field]: `topics.orders.partitons` is not a field of the model
     --> environments/prod.yaml:1:19
      |
    1 | topics: {orders: {partitons: 6}}
      |                   ^^^^^^^^^
      |
      = help: did you mean `partitions`?
      = more: blueprint explain environment/unknown-field

    1 error in base, dev and prod.
    Nothing was written: out is as it was.
    [exit 2]
    ");
    assert_eq!(desk.files("out"), before);
    assert_eq!(desk.code(&["render", "dev"]), 0, "prod is not asked for");
}

#[test]
fn a_foreign_file_in_the_way_stops_the_render() {
    let desk = Desk::small();
    desk.write("out/prod/topics.yaml", "mine\n");
    insta::assert_snapshot!(desk.run_steady(&["render", "prod"]), @r"
    [err]
    error: Nothing was written, because in `out` lies in the way:
      prod/topics.yaml: a file that blueprint did not write
    Move it away or delete it, and render again.
    [exit 1]
    ");
    assert_eq!(desk.read("out/prod/topics.yaml"), "mine\n");
    assert_eq!(desk.files("out").len(), 1);
}

#[test]
fn the_directories_can_be_named() {
    let desk = Desk::small();
    std::fs::rename(desk.path("environments"), desk.path("model")).unwrap();
    let arguments = ["render", "prod", "--environments", "model", "--out", "made"];
    insta::assert_snapshot!(desk.run_steady(&arguments), @r"
    [out]
    Rendered prod into made in … s: N files added.
      added      kustomize/base/topics.yaml
      added      prod/README.md
      added      prod/topics.yaml
    [exit 0]
    ");
    assert!(desk.path("made/prod/topics.yaml").exists());
    assert!(!desk.path("out").exists());
}

#[test]
fn an_unknown_environment_names_the_nearest() {
    insta::assert_snapshot!(Desk::small().run_steady(&["render", "prd"]), @r"
    [err]
    error: There is no environment `prd`; did you mean `prod`?
    [exit 1]
    ");
}

#[test]
fn a_base_alone_is_rendered_too() {
    let desk = Desk::empty();
    desk.write("environments/base.yaml", blueprint::SMALL);
    insta::assert_snapshot!(desk.run_steady(&["render"]), @r"
    [out]
    Rendered base into out in … s: N files added.
      added      kustomize/base/topics.yaml
    [exit 0]
    ");
}
