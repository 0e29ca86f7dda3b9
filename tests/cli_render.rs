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
    insta::assert_snapshot!(Desk::shipped().run(&["render"]), @"
    [out]
    Rendered dev, prod and staging into out in … s: 94 files added.
      added      dev (16 files)
      added      kustomize/base (12 files)
      added      kustomize/overlays/dev (20 files)
      added      kustomize/overlays/prod (4 files)
      added      kustomize/overlays/staging (10 files)
      added      prod (16 files)
      added      staging (16 files)
    [err]
    warning[listener/anonymous]: the clients of the listener `plain` are anonymous, and the access control lists refuse them everything
      --> environments/base.yaml:37:5
       |
    37 |     plain:
       |     ^^^^^
       |
       = in: dev and staging
       = why: fails later: it is accepted and something breaks because of it
       = help: give it `authentication: tls`, or take the listener away
       = more: blueprint explain listener/anonymous

    warning[client/acks]: with `acks: 1` a record that `chat-event-producer`, `system-event-producer`, `todo-event-producer` and `user-event-producer` wrote is lost when its broker goes before the others have it
       --> environments/base.yaml:148:13
        |
    148 |       acks: 1
        |             ^
        |
        = in: dev and staging
        = why: fails later: it is accepted and something breaks because of it
        = help: write `acks: all`
        = more: blueprint explain client/acks

    advice[network/api-server]: the operators may go to every address on the API server's ports (443, 6443)
     --> environments/base.yaml:9:1
      |
    9 | platform:
      | ^^^^^^^^
      |
      = help: write the addresses that `kubectl get endpoints kubernetes` shows
      = more: blueprint explain network/api-server

    advice[node-pool/dual-role]: the nodes of the pool `dual-role` are controllers and brokers, so their number can't be changed later
      --> environments/base.yaml:25:7
       |
    25 |       roles: [controller, broker]
       |       ^^^^^
       |
       = in: prod and staging
       = help: keep it for a cluster that stays as small as it is; else make a pool for each role
       = more: blueprint explain node-pool/dual-role

    advice[cost/load-balancers]: the cloud makes 4 load balancers: for each such listener one for the bootstrap and one for each broker
      --> environments/base.yaml:36:3
       |
    36 |   listeners:
       |   ^^^^^^^^^
       |
       = in: prod
       = help: take the listener away where no client comes from outside
       = more: blueprint explain cost/load-balancers

    2 warnings and 3 pieces of advice in base, dev, prod and staging.
    [exit 0]
    ");
}

#[test]
fn a_second_render_changes_nothing() {
    let desk = Desk::small();
    desk.run(&["render"]);
    let before = desk.files("out");
    insta::assert_snapshot!(desk.run(&["render"]), @"
    [out]
    Rendered dev and prod into out in … s: nothing has changed in 26 files.
    [exit 0]
    ");
    assert_eq!(desk.files("out"), before);
}

#[test]
fn a_change_names_the_files_it_reaches() {
    let desk = Desk::small();
    desk.run(&["render"]);
    desk.write(
        "environments/prod.yaml",
        "topics: {orders: {partitions: 6}}\n",
    );
    insta::assert_snapshot!(desk.run(&["render"]), @"
    [out]
    Rendered dev and prod into out in … s: 1 file added, 4 changed, 22 as they were.
      added      kustomize/overlays/prod/patches/KafkaTopic.kafka.strimzi.io_kafka_orders.yaml
      changed    kustomize/overlays/prod/.blueprint-files
      changed    kustomize/overlays/prod/kustomization.yaml
      changed    prod/README.md
      changed    prod/topics.yaml
    [exit 0]
    ");
}

#[test]
fn a_render_of_one_environment_leaves_the_others_alone() {
    let desk = Desk::small();
    desk.run(&["render"]);
    let dev = desk.files("out/dev");
    desk.write(
        "environments/base.yaml",
        blueprint::SMALL.replace("partitions: 3", "partitions: 4"),
    );
    insta::assert_snapshot!(desk.run(&["render", "prod"]), @"
    [out]
    Rendered prod into out in … s: 3 files changed, 13 as they were.
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
    desk.run(&["render"]);
    std::fs::remove_file(desk.path("environments/dev.yaml")).unwrap();
    desk.run(&["render", "prod"]);
    assert!(desk.path("out/dev/topics.yaml").exists());
    insta::assert_snapshot!(desk.run(&["render", "--check"]), @"
    [out]
    out is not fresh for prod.
      left over  dev/.blueprint-files
      left over  dev/README.md
      left over  dev/crds/kustomization.yaml
      left over  dev/kafka-cluster.yaml
      left over  dev/kustomization.yaml
      left over  dev/network-policies.yaml
      left over  dev/strimzi-operator.yaml
      left over  dev/topics.yaml
      left over  kustomize/overlays/dev/.blueprint-files
      left over  kustomize/overlays/dev/kustomization.yaml
    `blueprint render` mends this; commit what it writes.
    [exit 2]
    ");
    insta::assert_snapshot!(desk.run(&["render"]), @"
    [out]
    Rendered prod into out in … s: 10 files removed, 16 as they were.
      removed    dev/.blueprint-files
      removed    dev/README.md
      removed    dev/crds/kustomization.yaml
      removed    dev/kafka-cluster.yaml
      removed    dev/kustomization.yaml
      removed    dev/network-policies.yaml
      removed    dev/strimzi-operator.yaml
      removed    dev/topics.yaml
      removed    kustomize/overlays/dev/.blueprint-files
      removed    kustomize/overlays/dev/kustomization.yaml
    [exit 0]
    ");
    assert!(!desk.path("out/dev").exists());
    assert!(!desk.path("out/kustomize/overlays/dev").exists());
}

#[test]
fn a_check_lists_what_is_not_fresh_and_writes_nothing() {
    let desk = Desk::small();
    insta::assert_snapshot!(desk.run(&["render", "prod", "--check"]), @"
    [out]
    out is not fresh for prod.
      missing    kustomize/base/.blueprint-files
      missing    kustomize/base/kafka-cluster.yaml
      missing    kustomize/base/kustomization.yaml
      missing    kustomize/base/network-policies.yaml
      missing    kustomize/base/strimzi-operator.yaml
      missing    kustomize/base/topics.yaml
      missing    kustomize/overlays/prod/.blueprint-files
      missing    kustomize/overlays/prod/kustomization.yaml
      missing    prod/.blueprint-files
      missing    prod/README.md
      missing    prod/crds/kustomization.yaml
      missing    prod/kafka-cluster.yaml
      missing    prod/kustomization.yaml
      missing    prod/network-policies.yaml
      missing    prod/strimzi-operator.yaml
      missing    prod/topics.yaml
    `blueprint render` mends this; commit what it writes.
    [exit 2]
    ");
    assert!(!desk.path("out").exists());
    desk.run(&["render"]);
    insta::assert_snapshot!(desk.run(&["render", "--check"]), @"
    [out]
    out is fresh for dev and prod: 26 files.
    [exit 0]
    ");
    std::fs::remove_file(desk.path("out/prod/users.yaml")).ok();
    std::fs::remove_file(desk.path("out/prod/README.md")).unwrap();
    desk.write("out/dev/topics.yaml", "edited by hand\n");
    let before = desk.files("out");
    insta::assert_snapshot!(desk.run(&["render", "--check"]), @r"
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
    desk.run(&["render"]);
    std::fs::create_dir_all(desk.path("out/.blueprint-render/new")).unwrap();
    insta::assert_snapshot!(desk.run(&["render", "--check"]), @r"
    [out]
    out is not fresh for dev and prod.
    An earlier render was interrupted before it changed a file; the next one cleans up.
    `blueprint render` mends this; commit what it writes.
    [exit 2]
    ");
    desk.run(&["render"]);
    assert_eq!(desk.code(&["render", "--check"]), 0);
}

#[test]
fn errors_keep_the_output_as_it_was() {
    let desk = Desk::small();
    desk.run(&["render"]);
    let before = desk.files("out");
    desk.write(
        "environments/prod.yaml",
        "topics: {orders: {partitons: 6}}\n",
    );
    insta::assert_snapshot!(desk.run(&["render"]), @r"
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
    insta::assert_snapshot!(desk.run(&["render", "prod"]), @r"
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
    insta::assert_snapshot!(desk.run(&arguments), @"
    [out]
    Rendered prod into made in … s: 16 files added.
      added      kustomize/base/.blueprint-files
      added      kustomize/base/kafka-cluster.yaml
      added      kustomize/base/kustomization.yaml
      added      kustomize/base/network-policies.yaml
      added      kustomize/base/strimzi-operator.yaml
      added      kustomize/base/topics.yaml
      added      kustomize/overlays/prod/.blueprint-files
      added      kustomize/overlays/prod/kustomization.yaml
      added      prod/.blueprint-files
      added      prod/README.md
      added      prod/crds/kustomization.yaml
      added      prod/kafka-cluster.yaml
      added      prod/kustomization.yaml
      added      prod/network-policies.yaml
      added      prod/strimzi-operator.yaml
      added      prod/topics.yaml
    [exit 0]
    ");
    assert!(desk.path("made/prod/topics.yaml").exists());
    assert!(!desk.path("out").exists());
}

#[test]
fn an_unknown_environment_names_the_nearest() {
    insta::assert_snapshot!(Desk::small().run(&["render", "prd"]), @r"
    [err]
    error: There is no environment `prd`; did you mean `prod`?
    [exit 1]
    ");
}

#[test]
fn a_base_alone_is_rendered_too() {
    let desk = Desk::empty();
    desk.write("environments/base.yaml", blueprint::SMALL);
    insta::assert_snapshot!(desk.run(&["render"]), @"
    [out]
    Rendered base into out in … s: 6 files added.
      added      kustomize/base/.blueprint-files
      added      kustomize/base/kafka-cluster.yaml
      added      kustomize/base/kustomization.yaml
      added      kustomize/base/network-policies.yaml
      added      kustomize/base/strimzi-operator.yaml
      added      kustomize/base/topics.yaml
    [exit 0]
    ");
}
