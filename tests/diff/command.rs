//! What the command promises: its sides, its exit codes, and what it says when it can't.

use std::fs;

use crate::{blueprint::Desk, repository::Repository};

#[test]
fn nothing_is_printed_when_nothing_differs() {
    let repository = Repository::rendered();
    for arguments in [
        &["diff"][..],
        &["diff", "prod"],
        &["diff", "prod@HEAD"],
        &["diff", "prod@HEAD", "prod@HEAD"],
        &["diff", "--base", "HEAD"],
        &["diff", "--base", "HEAD", "prod"],
        &["diff", "out/prod", "./out/prod"],
        &["diff", "--exit-code", "--fail-on", "unknown"],
        &["diff", "--format", "markdown"],
        &["diff", "--format", "github"],
    ] {
        assert_eq!(repository.0.run(arguments), "[exit 0]", "{arguments:?}");
    }
}

#[test]
fn the_model_is_compared_with_what_is_rendered() {
    let repository = Repository::rendered();
    repository.layer("topics: {orders: {retention: 30d}}");
    let said = repository.0.run(&["diff", "prod"]);
    assert!(said.contains("7 days -> 30 days"), "{said}");
    assert!(said.ends_with("[exit 0]"), "{said}");
    repository.render();
    assert_eq!(repository.0.run(&["diff", "prod"]), "[exit 0]");
    let said = repository.0.run(&["diff", "--base", "HEAD"]);
    assert!(said.contains("7 days -> 30 days"), "{said}");
    repository.commit();
    let said = repository.0.run(&["diff", "prod@HEAD~1", "prod@HEAD"]);
    assert!(said.contains("7 days -> 30 days"), "{said}");
}

#[test]
fn exit_codes_say_how_bad_it_is() {
    let repository = Repository::rendered();
    repository.layer("topics: {orders: {retention: 30d}}");
    let code = |arguments: &[&str]| repository.0.code(arguments);
    assert_eq!(code(&["diff", "prod"]), 0);
    assert_eq!(code(&["diff", "prod", "--exit-code"]), 2);
    assert_eq!(code(&["diff", "prod", "--fail-on", "rolling-restart"]), 0);
    assert_eq!(code(&["diff", "prod", "--fail-on", "dynamic"]), 2);
    repository.layer("topics: {orders: {retention: 1d}}");
    assert_eq!(code(&["diff", "prod"]), 3);
    assert_eq!(code(&["diff", "prod", "--exit-code"]), 3);
    // What was rendered has no model, and so nobody could acknowledge it there.
    repository.render();
    assert_eq!(code(&["diff", "--base", "HEAD"]), 0);
    assert_eq!(
        code(&["diff", "--base", "HEAD", "--fail-on", "data-loss"]),
        2
    );
}

#[test]
fn an_acknowledgement_lets_a_destructive_change_through_until_its_day() {
    let repository = Repository::rendered();
    repository.layer(
        "topics: {orders: {retention: 1d}}\n\
         acknowledgements:\n  shorter:\n    change: topic/retention-cut\n    \
         object: KafkaTopic kafka/orders\n    reason: Nobody needs them longer\n    until: 2026-06-30\n",
    );
    let diff = |day| repository.0.run(&["diff", "prod", "--today", day]);
    let said = diff("2026-06-30");
    assert!(
        said.contains("acknowledged: shorter until 2026-06-30: Nobody needs them longer"),
        "{said}"
    );
    assert!(said.ends_with("[exit 0]"), "{said}");
    let said = diff("2026-07-01");
    assert!(
        said.contains("1 destructive change is not acknowledged"),
        "{said}"
    );
    assert!(said.ends_with("[exit 3]"), "{said}");
}

#[test]
fn an_acknowledgement_that_is_over_is_named() {
    let repository = Repository::rendered();
    repository.layer(
        "topics: {orders: {retention: 1d}}\n\
         acknowledgements:\n  shorter:\n    change: topic/retention-cut\n    \
         object: KafkaTopic kafka/orders\n    reason: Nobody needs them longer\n    until: 2026-06-30\n",
    );
    let said = repository.0.run(&["diff", "prod", "--today", "2026-07-01"]);
    let over = "`shorter` was wanted for KafkaTopic kafka/orders until 2026-06-30, which is over.";
    assert!(said.contains(over), "{said}");
}

/// Where the model says what changed stands beside it, in every format, and only where it is sure.
#[test]
fn places_of_the_model_stand_beside_the_consequences() {
    let repository = Repository::rendered();
    let layer = "description: For everybody\n\
                 topics:\n  orders:\n    retention: 1d\n  customers: null\n\
                 users:\n  backup:\n    quotas: {producerRate: 1Mi}\n\
                 applications:\n  checkout:\n    workload: {replicas: 3}\n\
                 cluster:\n  config:\n    num.io.threads: 16\n  nodePools:\n    brokers:\n      replicas: 5\n  \
                 listeners:\n    tls:\n      port: 9097\n";
    repository.0.write("environments/prod.yaml", layer);
    let diff = |format| repository.0.run(&["diff", "prod", "--format", format]);
    let line = |text: &str| layer.lines().position(|line| line.trim() == text).unwrap() + 1;
    let expected = [
        ("topics.orders.retention", line("retention: 1d"), 16),
        ("topics.customers", line("customers: null"), 3),
        (
            "users.backup.quotas.producerRate",
            line("quotas: {producerRate: 1Mi}"),
            28,
        ),
        (
            "applications.checkout.workload.replicas",
            line("workload: {replicas: 3}"),
            26,
        ),
        (
            "cluster.config.\"num.io.threads\"",
            line("num.io.threads: 16"),
            21,
        ),
        (
            "cluster.nodePools.brokers.replicas",
            line("replicas: 5"),
            17,
        ),
        ("cluster.listeners.tls.port", line("port: 9097"), 13),
    ];
    let (text, github) = (diff("text"), diff("github"));
    let (markdown, html) = (diff("markdown"), diff("html"));
    for (path, line, column) in expected {
        let told = format!("environments/prod.yaml:{line}:{column} {path}");
        assert!(text.contains(&told), "{told}: {text}");
        let command = format!("file=environments/prod.yaml,line={line},col={column},title=");
        assert!(github.contains(&command), "{command}: {github}");
        let escaped = told.replace(':', "&#58;");
        assert!(markdown.contains(&escaped), "{escaped}: {markdown}");
        assert!(html.contains(&told.replace('"', "&quot;")), "{told}");
    }
    let mut command = repository.0.command(&["diff", "prod", "--format", "json"]);
    let document: serde_json::Value =
        serde_json::from_slice(&command.output().unwrap().stdout).unwrap();
    let objects = document["comparisons"][0]["objects"].as_array().unwrap();
    // A policy follows from several values, so that no single one is named.
    let policy = objects
        .iter()
        .find(|object| object["kind"] == "NetworkPolicy")
        .unwrap();
    assert_eq!(policy["consequences"][0]["written"], serde_json::json!([]));
    // Without a model there are none.
    repository.render();
    assert!(
        !repository
            .0
            .run(&["diff", "--base", "HEAD"])
            .contains("model: ")
    );
}

#[test]
fn a_shallow_clone_is_told_apart_from_a_slip() {
    let repository = Repository::rendered();
    let origin = format!("file://{}", repository.0.path(".").display());
    repository.git(&["clone", "--quiet", "--depth", "1", &origin, "clone"]);
    let mut command = repository.0.command(&["diff", "prod@HEAD~1"]);
    let output = command
        .current_dir(repository.0.path("clone"))
        .output()
        .unwrap();
    let said = crate::blueprint::shown(&output);
    assert!(said.contains("`git fetch --unshallow`"), "{said}");
}

#[test]
fn two_environments_are_compared_as_they_are_modelled() {
    let desk = Desk::small();
    desk.write(
        "environments/prod.yaml",
        "topics: {orders: {partitions: 6}}\n",
    );
    let said = desk.run(&["diff", "dev", "prod"]);
    assert!(
        said.contains("the model of dev -> the model of prod"),
        "{said}"
    );
    assert!(said.contains("spec.partitions  3 -> 6"), "{said}");
}

#[test]
fn manifests_that_others_wrote_are_compared_too() {
    let desk = Desk::empty();
    desk.write(
        "before/a.yaml",
        "apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: a}\nspec: {size: 1}\n",
    );
    desk.write("after/b.json", r#"{"apiVersion": "example.com/v1", "kind": "Widget", "metadata": {"name": "a"}, "spec": {"size": 2}}"#);
    insta::assert_snapshot!(desk.run(&["diff", "./before", "./after"]));
}

#[test]
fn what_can_not_be_compared_is_told() {
    let repository = Repository::rendered();
    let desk = &repository.0;
    desk.write("broken/a.yaml", "a: [\n");
    desk.write("twice/a.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n---\napiVersion: v1\nkind: Namespace\nmetadata: {name: a, labels: {b: c}}\n");
    fs::create_dir(desk.path("empty")).unwrap();
    let cases = [
        &["diff", "out/prod"][..],
        &["diff", "out/prod", "./broken"],
        &["diff", "out/prod", "./twice"],
        &["diff", "out/prod", "./empty"],
        &["diff", "out/prod", "./nowhere"],
        &["diff", "prod@nowhere"],
        &["diff", "prod@--help"],
        &["diff", "prod@"],
        &["diff", "stagin@HEAD", "prod"],
        &["diff", "pro"],
        &["diff", "--base", "HEAD", "./twice"],
        &["diff", "--fail-on", "rolling-restarts"],
    ];
    let said = cases.map(|arguments| {
        format!(
            "$ blueprint {}\n{}",
            arguments.join(" "),
            desk.run(arguments)
        )
    });
    insta::assert_snapshot!(said.join("\n\n"));
}

#[test]
fn without_a_repository_git_is_quoted() {
    let desk = Desk::small();
    let said = desk.run(&["diff", "prod@HEAD"]);
    assert!(said.contains("`git` says: "), "{said}");
    assert!(said.ends_with("[exit 1]"), "{said}");
}

#[test]
fn a_model_with_errors_is_not_compared() {
    let repository = Repository::rendered();
    repository.layer("topics: {orders: {partitions: 0}}");
    let said = repository.0.run(&["diff", "prod"]);
    assert!(said.contains("[environment/invalid-value]"), "{said}");
    assert!(said.ends_with("[exit 2]"), "{said}");
}

#[test]
fn the_json_fits_its_schema() {
    let repository = Repository::rendered();
    repository.layer("topics: {orders: {retention: 1d}, customers: null}");
    let output = repository
        .0
        .command(&["diff", "prod", "--format", "json"])
        .output()
        .unwrap();
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let published = include_str!("../../docs/diff.schema.json");
    let published: serde_json::Value = serde_json::from_str(published).unwrap();
    let printed = repository
        .0
        .command(&["schema", "--diff"])
        .output()
        .unwrap();
    let printed: serde_json::Value = serde_json::from_slice(&printed.stdout).unwrap();
    assert_eq!(printed, published);
    let schema = jsonschema::validator_for(&published).unwrap();
    assert!(schema.is_valid(&document), "{document:#}");
    assert!(!schema.is_valid(&serde_json::json!({"version": 1})));
}

#[test]
fn help_reads_like_a_manual() {
    insta::assert_snapshot!(Desk::empty().run(&["diff", "--help"]));
}
