//! Overlays are written to disk, built by kubectl and compared.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use kafka_blueprint::emit::kustomize::{kustomization, overlay};
use kafka_blueprint::emit::yaml::documents;
use kafka_blueprint::kubernetes::object::Object;
use serde::Deserialize;
use serde_json::{Value, json};

fn write(directory: &Path, files: &BTreeMap<String, String>) {
    for (path, text) in files {
        let path = directory.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// Builds a directory with Kustomize; the same object twice would be an error of Kustomize.
fn build(directory: &Path) -> Vec<Value> {
    let output = Command::new("kubectl")
        .arg("kustomize")
        .arg(directory)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8(output.stdout).unwrap();
    let documents = serde_yaml::Deserializer::from_str(&text);
    documents
        .map(|document| Value::deserialize(document).unwrap())
        .collect()
}

/// Kustomize writes `3.0` as `3`, with or without a patch.
fn with_plain_numbers(value: &Value) -> Value {
    match value {
        Value::Number(number) if number.is_f64() => match number.to_string().strip_suffix(".0") {
            Some(integer) => integer.parse::<i64>().map_or(value.clone(), Value::from),
            None => value.clone(),
        },
        Value::Array(items) => items.iter().map(with_plain_numbers).collect(),
        Value::Object(fields) => fields
            .iter()
            .map(|(key, field)| (key.clone(), with_plain_numbers(field)))
            .collect(),
        value => value.clone(),
    }
}

/// Kustomize drops empty annotations, with or without a patch.
fn without_empty_annotations(mut object: Value) -> Value {
    let metadata = object["metadata"].as_object_mut().unwrap();
    if metadata.get("annotations") == Some(&json!({})) {
        metadata.remove("annotations");
    }
    object
}

fn by_id(objects: impl IntoIterator<Item = Value>) -> BTreeMap<String, Value> {
    let with_id = |value| {
        let value = with_plain_numbers(&without_empty_annotations(value));
        let object = Object::new(value).unwrap();
        (format!("{:?}", object.id()), object.into_value())
    };
    objects.into_iter().map(with_id).collect()
}

/// Fails with the first object that the overlay makes other than it is in the environment.
pub fn assert_overlay_is_exact(base: &[Object], environment: &[Object], case: &str) {
    let directory = tempfile::tempdir().unwrap();
    let plain = BTreeMap::from([
        (
            "kustomization.yaml".to_owned(),
            kustomization("", &["all.yaml"]),
        ),
        ("all.yaml".to_owned(), documents("", base)),
    ]);
    write(&directory.path().join("base"), &plain);
    let overlay_directory = directory.path().join("overlays/prod");
    write(&overlay_directory, &overlay("a test", base, environment));

    let built = by_id(build(&overlay_directory));
    let meant = by_id(environment.iter().map(|object| object.value().clone()));
    for (id, meant) in &meant {
        assert_eq!(built.get(id), Some(meant), "{case}: {id}");
    }
    assert_eq!(
        built.len(),
        meant.len(),
        "{case}: objects that the environment lacks"
    );
}
