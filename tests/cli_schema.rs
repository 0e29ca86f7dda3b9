//! `blueprint schema`: what it prints is committed, and says what the reader says.

mod blueprint;

use std::{fs, path::Path};

use blueprint::Desk;
use kafka_blueprint::cli::schema;
use serde_json::Value;

#[test]
fn help_reads_like_a_manual() {
    insta::assert_snapshot!(Desk::empty().run(&["schema", "--help"]), @"
    [out]
    Print the JSON Schema (draft 2020-12) of the model, or of what `check`, `diff` and `upgrade` print
    with `--format json`.

    An editor with the YAML language server checks and completes environment files by it, and shows what
    each key stands for. `blueprint init` and this repository keep both schemas beside the environments.

    Usage: blueprint schema [OPTIONS]

    Options:
          --layer
              The schema of a file that lies over base.yaml: nothing is required, and null takes away

          --report
              The schema of what `check --format json` prints, for the programs that read it

          --diff
              The schema of what `diff --format json` prints

          --upgrade
              The schema of what `upgrade --format json` prints

          --color <WHEN>
              When to use colours: auto, always or never

              `auto` uses them on a terminal, unless `NO_COLOR` is set.

              [default: auto]

      -h, --help
              Print help (see a summary with '-h')

    Examples:
      blueprint schema > environments/schemas/environment.schema.json
      blueprint schema --layer > environments/schemas/layer.schema.json
      blueprint schema --report > report.schema.json
      blueprint schema --diff > diff.schema.json
      blueprint schema --upgrade > upgrade.schema.json

    The first line of base.yaml, and of a layer over it:
      # yaml-language-server: $schema=schemas/environment.schema.json
      # yaml-language-server: $schema=schemas/layer.schema.json
    [exit 0]
    ");
}

fn environments() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("environments")
}

#[test]
fn the_committed_schemas_are_fresh() {
    let desk = Desk::empty();
    for (arguments, file) in [
        (&["schema"][..], "environment.schema.json"),
        (&["schema", "--layer"], "layer.schema.json"),
    ] {
        let printed = desk.command(arguments).output().unwrap().stdout;
        let committed = fs::read(environments().join("schemas").join(file)).unwrap();
        let same = String::from_utf8(printed).unwrap() == String::from_utf8(committed).unwrap();
        assert!(same, "{file} is stale: run `cargo xtask docs`");
    }
}

/// Reads YAML as an editor does: keys are texts.
fn read(text: &str) -> Value {
    fn json(value: serde_yaml::Value) -> Value {
        match value {
            serde_yaml::Value::Mapping(entries) => entries
                .into_iter()
                .map(|(key, value)| match key {
                    serde_yaml::Value::String(key) => (key, json(value)),
                    key => (
                        serde_yaml::to_string(&key).unwrap().trim().to_owned(),
                        json(value),
                    ),
                })
                .collect::<serde_json::Map<_, _>>()
                .into(),
            serde_yaml::Value::Sequence(items) => items.into_iter().map(json).collect(),
            other => serde_json::to_value(other).unwrap(),
        }
    }
    json(serde_yaml::from_str(text).unwrap())
}

fn objections(schema: &Value, text: &str) -> Vec<String> {
    let validator = jsonschema::draft202012::new(schema).unwrap();
    let instance = read(text);
    let errors = validator.iter_errors(&instance);
    errors
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

#[test]
fn the_shipped_files_are_valid() {
    for (file, schema) in [
        ("base.yaml", schema::environment()),
        ("dev.yaml", schema::layer()),
        ("staging.yaml", schema::layer()),
        ("prod.yaml", schema::layer()),
    ] {
        let text = fs::read_to_string(environments().join(file)).unwrap();
        assert_eq!(objections(&schema, &text), [""; 0], "{file}");
    }
}

#[test]
fn both_schemas_are_schemas() {
    for schema in [schema::environment(), schema::layer()] {
        jsonschema::meta::validate(&schema).unwrap();
        assert_eq!(
            schema["$schema"],
            "https://json-schema.org/draft/2020-12/schema"
        );
    }
}

#[test]
fn a_layer_may_take_away_and_need_not_say_everything() {
    let expose = "cluster: {listeners: {external: {expose: {loadBalancer: null, nodePort: {}}}}}";
    for text in [
        "topics: {dlq: null}",
        "topics: {dlq: {partitions: 4}}",
        expose,
    ] {
        assert_eq!(objections(&schema::layer(), text), [""; 0], "{text}");
        assert!(
            !objections(&schema::environment(), text).is_empty(),
            "{text}"
        );
    }
}

#[test]
fn what_the_model_does_not_have_is_an_objection() {
    for text in [
        "topics: {dlq: {partitons: 4}}",
        "topics: {dlq: {partitions: 0}}",
        "topics: [dlq]",
        "colour: red",
    ] {
        assert!(!objections(&schema::layer(), text).is_empty(), "{text}");
    }
}

#[test]
fn the_published_schema_of_a_report_is_the_one_that_is_printed() {
    let printed = Desk::empty().command(&["schema", "--report"]).output();
    let published = include_str!("../docs/report.schema.json");
    assert_eq!(
        String::from_utf8(printed.unwrap().stdout).unwrap(),
        published,
        "`cargo xtask docs` writes it anew"
    );
}
