//! JSON Schemas of Kubernetes' own kinds and of custom ones, for tools that ask no API server.
//!
//! Kubernetes' come from the OpenAPI document in its sources, the others from the definitions
//! that the API server gets too. A field that the API would not know is refused.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use super::{prometheus_operator, strimzi_crds};
use crate::cache::{Cache, Recipe};
use crate::error::{Error, Result};
use crate::go_module;
use crate::manifest;
use crate::release::Release;

/// The name of a schema's file, as kubeconform's templates write it.
pub const FILE_NAME: &str = "{{.ResourceKind}}_{{.Group}}_{{.ResourceAPIVersion}}.json";

/// Where a schema keeps the definitions that it refers to.
const DEFINITIONS: &str = "#/definitions/";

/// What Kubernetes says of every object's metadata.
const METADATA: &str = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";

/// The types that the OpenAPI document takes for text alone, though the API reads numbers too.
const TEXT_OR_NUMBER: [&str; 2] = [
    "io.k8s.apimachinery.pkg.util.intstr.IntOrString",
    "io.k8s.apimachinery.pkg.api.resource.Quantity",
];

/// Returns the directory with a schema for every kind that a set for `release` may use.
pub fn generate(cache: &Cache, release: Release) -> Result<PathBuf> {
    let mut files = files_in(&strimzi_crds::generate(cache, release)?)?;
    files.extend(prometheus_operator::definitions()?);
    let kubernetes = go_module::sources("kubernetes", "k8s.io/kubernetes")?;
    let document = kubernetes.join("api/openapi-spec/swagger.json");
    let mut recipe = Recipe::new(format!("json-schemas-{release}"))
        .with(include_str!("json_schemas.rs"))
        .with_file(&document)?;
    for file in &files {
        recipe = recipe.with_file(file)?;
    }
    cache.get(&recipe, |staging| {
        let definitions = definitions(&document)?;
        write_own(&definitions, staging)?;
        files
            .iter()
            .try_for_each(|file| write_custom(file, &definitions, staging))
    })
}

fn files_in(directory: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(directory).map_err(Error::file("read", directory))?;
    let mut files = Vec::new();
    for entry in entries {
        files.push(entry.map_err(Error::file("read", directory))?.path());
    }
    files.sort();
    Ok(files)
}

/// Reads the definitions of Kubernetes' OpenAPI document, made strict.
fn definitions(document: &Path) -> Result<Map<String, Value>> {
    let text = fs::read_to_string(document).map_err(Error::file("read", document))?;
    let mut document: Value = serde_json::from_str(&text)
        .map_err(|error| Error::form(document.display().to_string(), error))?;
    let Value::Object(mut definitions) = document["definitions"].take() else {
        return Err(Error::form("swagger.json", "it has no definitions"));
    };
    for (name, definition) in &mut definitions {
        if TEXT_OR_NUMBER.contains(&name.as_str()) {
            *definition = json!({"type": ["string", "number"]});
        }
        make_strict(definition);
    }
    Ok(definitions)
}

/// Writes the schemas of Kubernetes' own kinds.
fn write_own(definitions: &Map<String, Value>, directory: &Path) -> Result<()> {
    for (name, definition) in definitions {
        let kinds = definition["x-kubernetes-group-version-kind"].as_array();
        // What belongs to many groups is no kind of an object: deletion options, watch events.
        let Some([kind]) = kinds.map(Vec::as_slice) else {
            continue;
        };
        let text = |key: &str| kind[key].as_str().unwrap_or_default();
        let schema = json!({"$ref": format!("{DEFINITIONS}{name}")});
        let file = file_name(text("kind"), text("group"), text("version"));
        write(&directory.join(file), schema, definitions)?;
    }
    Ok(())
}

/// Writes the schemas of all served versions of the kinds that a file defines.
fn write_custom(file: &Path, definitions: &Map<String, Value>, directory: &Path) -> Result<()> {
    for definition in manifest::read(file)? {
        let (kind, group) = (
            definition.text("/spec/names/kind"),
            definition.text("/spec/group"),
        );
        let versions = definition.value()["spec"]["versions"].as_array();
        for version in versions.into_iter().flatten() {
            if version["served"] != json!(true) {
                continue;
            }
            let mut schema = version["schema"]["openAPIV3Schema"].clone();
            make_strict(&mut schema);
            schema["properties"]["metadata"] = json!({"$ref": format!("{DEFINITIONS}{METADATA}")});
            let name = version["name"].as_str().unwrap_or_default();
            write(
                &directory.join(file_name(kind, group, name)),
                schema,
                definitions,
            )?;
        }
    }
    Ok(())
}

/// Fills in [`FILE_NAME`] as kubeconform does, which takes the version for the group of the kinds
/// that have none.
fn file_name(kind: &str, group: &str, version: &str) -> String {
    let group = if group.is_empty() { version } else { group };
    format!("{}_{group}_{version}.json", kind.to_lowercase())
}

/// Writes a schema with the definitions that it needs.
fn write(path: &Path, mut schema: Value, definitions: &Map<String, Value>) -> Result<()> {
    let mut needed = BTreeSet::new();
    let mut open = references(&schema);
    while let Some(name) = open.pop() {
        if let Some(definition) = definitions.get(&name)
            && needed.insert(name)
        {
            open.extend(references(definition));
        }
    }
    // OpenAPI's schemas are of the draft in which an exclusive minimum is a yes or no.
    schema["$schema"] = json!("http://json-schema.org/draft-04/schema#");
    schema["definitions"] = needed
        .into_iter()
        .map(|name| {
            let definition = definitions[&name].clone();
            (name, definition)
        })
        .collect();
    fs::write(path, schema.to_string()).map_err(Error::file("write", path))
}

/// Returns the names of the definitions that a schema refers to directly.
fn references(schema: &Value) -> Vec<String> {
    match schema {
        Value::Object(map) => {
            let own = map.get("$ref").and_then(Value::as_str);
            let own = own.and_then(|reference| reference.strip_prefix(DEFINITIONS));
            let inner = map.values().flat_map(references);
            own.map(str::to_owned).into_iter().chain(inner).collect()
        }
        Value::Array(list) => list.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}

/// Refuses fields that a schema does not name, and says what OpenAPI says in words of its own.
fn make_strict(schema: &mut Value) {
    let Value::Object(map) = schema else { return };
    if map.get("x-kubernetes-int-or-string") == Some(&json!(true)) {
        map.insert("type".to_owned(), json!(["string", "integer"]));
    }
    if map.get("nullable") == Some(&json!(true))
        && let Some(Value::String(kind)) = map.get("type")
    {
        let or_null = json!([kind, "null"]);
        map.insert("type".to_owned(), or_null);
    }
    let is_open = map.get("x-kubernetes-preserve-unknown-fields") == Some(&json!(true));
    if map.contains_key("properties") && !map.contains_key("additionalProperties") && !is_open {
        map.insert("additionalProperties".to_owned(), json!(false));
    }
    for (keyword, value) in map {
        match (keyword.as_str(), value) {
            ("properties" | "patternProperties", Value::Object(inner)) => {
                inner.values_mut().for_each(make_strict);
            }
            ("items" | "additionalProperties", inner) => make_strict(inner),
            // The alternatives repeat parts of what is said beside them, so they stay open.
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schema_refuses_what_it_does_not_name_unless_it_is_open() {
        let mut schema = json!({
            "properties": {
                "port": {"x-kubernetes-int-or-string": true, "anyOf": [{"type": "integer"}]},
                "open": {"properties": {}, "x-kubernetes-preserve-unknown-fields": true},
                "list": {"items": {"properties": {"a": {"type": "string", "nullable": true}}}},
                "labels": {"additionalProperties": {"type": "string"}},
            },
        });
        make_strict(&mut schema);
        assert_eq!(schema["additionalProperties"], json!(false));
        let properties = &schema["properties"];
        assert_eq!(properties["port"]["type"], json!(["string", "integer"]));
        assert_eq!(properties["open"].get("additionalProperties"), None);
        let item = &properties["list"]["items"];
        assert_eq!(item["additionalProperties"], json!(false));
        assert_eq!(item["properties"]["a"]["type"], json!(["string", "null"]));
        assert_eq!(
            properties["labels"]["additionalProperties"],
            json!({"type": "string"})
        );
    }

    #[test]
    fn a_schema_brings_the_definitions_that_it_needs_and_no_others() {
        let reference = |name: &str| json!({"$ref": format!("{DEFINITIONS}{name}")});
        let definitions = [
            ("a".to_owned(), json!({"properties": {"b": reference("b")}})),
            ("b".to_owned(), json!({"items": reference("a")})),
            ("c".to_owned(), json!({})),
        ];
        let definitions = definitions.into_iter().collect();
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("schema.json");
        write(&path, reference("a"), &definitions).unwrap();
        let written: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        let names = written["definitions"].as_object().unwrap();
        assert_eq!(names.keys().collect::<Vec<_>>(), ["a", "b"]);
    }
}
