//! `blueprint upgrade`, run as a user would.

mod blueprint;

use blueprint::{Desk, SMALL};
use serde_json::Value;

fn plan(desk: &Desk, arguments: &[&str]) -> Value {
    let output = desk.command(arguments).output().unwrap();
    assert!(output.status.success(), "{}", blueprint::shown(&output));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Each step of the longest way is made as an edit, and the model with it is checked and rendered.
#[test]
fn every_step_of_the_longest_way_is_an_edit_that_passes() {
    let desk = Desk::shipped();
    let plan = plan(
        &desk,
        &["upgrade", "prod", "--to", "1.2.0", "--format", "json"],
    );
    let steps = plan["steps"].as_array().unwrap();
    assert!(steps.len() > 10, "{}", steps.len());
    let prod = desk.read("environments/prod.yaml");
    let mut layer = std::collections::BTreeMap::new();
    for step in steps {
        assert_eq!(step["refused"], Value::Array(Vec::new()), "{step}");
        for edit in step["edits"].as_array().unwrap() {
            layer.insert(
                edit["path"].as_str().unwrap(),
                edit["value"].as_str().unwrap(),
            );
        }
        let operator = layer.get("operator.version").unwrap_or(&"0.40.0");
        let kafka = layer.get("cluster.version").unwrap_or(&"3.7.0");
        let metadata = layer.get("cluster.metadataVersion").unwrap_or(&"3.7-IV4");
        let edited = format!(
            "{prod}\noperator: {{version: {operator}}}\ncluster: {{version: {kafka}, metadataVersion: {metadata}}}\n"
        );
        desk.write("environments/prod.yaml", edited);
        assert_eq!(desk.code(&["check", "prod"]), 0, "{step}");
    }
    assert_eq!(desk.code(&["render", "prod"]), 0);
}

/// The document fits the schema that is published, and the schema is fresh.
#[test]
fn the_json_fits_its_schema() {
    let desk = Desk::shipped();
    let plan = plan(
        &desk,
        &["upgrade", "prod", "--to", "1.2.0", "--format", "json"],
    );
    let published = include_str!("../docs/upgrade.schema.json");
    let printed = desk
        .command(&["schema", "--upgrade"])
        .output()
        .unwrap()
        .stdout;
    assert_eq!(String::from_utf8(printed).unwrap(), published);
    let schema: Value = serde_json::from_str(published).unwrap();
    let errors: Vec<_> = jsonschema::validator_for(&schema)
        .unwrap()
        .iter_errors(&plan)
        .map(|error| error.to_string())
        .collect();
    assert!(errors.is_empty(), "{errors:?}");
    let kinds: Vec<&str> = plan["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| step["kind"].as_str().unwrap())
        .collect();
    for kind in [
        "operator",
        "kafka",
        "metadata-version",
        "api-conversion",
        "storage-version",
    ] {
        assert!(kinds.contains(&kind), "{kind}: {kinds:?}");
    }
}

/// A Kubernetes that the next operators do not run on is raised first, by an edit of its own.
#[test]
fn kubernetes_is_raised_before_the_operators_that_need_it() {
    let desk = Desk::small();
    desk.write("environments/prod.yaml", "platform: {kubernetes: 1.25}\n");
    insta::assert_snapshot!(desk.run(&["upgrade", "prod", "--to", "0.51.0"]));
}

#[test]
fn the_steps_are_told_with_their_reasons() {
    let desk = Desk::small();
    insta::assert_snapshot!(desk.run(&["upgrade", "prod", "--to", "0.45.0"]));
}

#[test]
fn what_follows_the_operator_is_written_first() {
    let desk = Desk::empty();
    let bare = SMALL.replace("  version: 3.7.0\n  metadataVersion: 3.7-IV4\n", "");
    desk.write("environments/base.yaml", bare);
    desk.write("environments/prod.yaml", "description: For everybody\n");
    let said = desk.run(&["upgrade", "prod", "--to", "0.41.0"]);
    assert!(
        said.contains("First write what would follow the operator"),
        "{said}"
    );
    assert!(said.contains("write: cluster.version: 3.7.0"), "{said}");
}

#[test]
fn where_there_is_no_way_it_says_why() {
    let desk = Desk::small();
    let said = [
        &["upgrade", "prod", "--to", "0.40.0"][..],
        &["upgrade", "prod", "--to", "1.2"],
        &["upgrade", "prd", "--to", "1.2.0"],
        &["upgrade", "prod"],
    ]
    .map(|arguments| {
        format!(
            "$ blueprint {}\n{}",
            arguments.join(" "),
            desk.run(arguments)
        )
    });
    insta::assert_snapshot!(said.join("\n\n"));
    desk.write(
        "environments/prod.yaml",
        "operator: {version: 1.2.0}\ncluster: {version: 4.2.0, metadataVersion: 4.2-IV1}\n",
    );
    let said = desk.run(&["upgrade", "prod", "--to", "0.45.0"]);
    assert!(said.contains("Strimzi tests no way back"), "{said}");
    assert!(said.ends_with("[exit 1]"), "{said}");
}

#[test]
fn a_model_with_errors_gets_no_steps() {
    let desk = Desk::small();
    desk.write(
        "environments/prod.yaml",
        "topics: {orders: {partitions: 0}}\n",
    );
    let said = desk.run(&["upgrade", "prod", "--to", "1.2.0"]);
    assert!(said.ends_with("[exit 2]"), "{said}");
}

#[test]
fn help_reads_like_a_manual() {
    insta::assert_snapshot!(Desk::empty().run(&["upgrade", "--help"]));
}
