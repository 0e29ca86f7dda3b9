//! The structure of a custom resource definition: all of it but the prose.

use serde_json::{Map, Value};

use crate::archive::sha256;
use crate::failure::{Failure, Outcome};

/// The structure of one definition.
pub struct Definition {
    /// The kind that it defines.
    pub kind: String,
    /// The SHA-256 of the text that it was read from.
    pub sha256: String,
    structure: Value,
}

impl Definition {
    /// Reads a definition from the YAML text in which it was obtained.
    pub fn read(text: &str) -> Outcome<Self> {
        let value: Value = serde_yaml::from_str(text)
            .map_err(|cause| Failure::new(format!("a definition is no YAML: {cause}")))?;
        let kind = value
            .pointer("/spec/names/kind")
            .and_then(Value::as_str)
            .map(str::to_owned);
        let kind = kind.ok_or_else(|| Failure::new("a definition names no kind"))?;
        let spec = value.get("spec").cloned().unwrap_or_default();
        Ok(Self {
            kind,
            sha256: sha256(text.as_bytes()),
            structure: without_prose(spec),
        })
    }
}

/// Writes definitions as a JSON object by kind, sorted.
pub fn content(definitions: &[Definition]) -> Outcome<Vec<u8>> {
    let mut sorted: Vec<&Definition> = definitions.iter().collect();
    sorted.sort_by_key(|definition| &definition.kind);
    let by_kind: Map<String, Value> = sorted
        .into_iter()
        .map(|definition| (definition.kind.clone(), definition.structure.clone()))
        .collect();
    serde_json::to_vec(&by_kind)
        .map_err(|cause| Failure::new(format!("the definitions could not be written: {cause}")))
}

/// Removes descriptions; a property that is called `description` stays.
fn without_prose(value: Value) -> Value {
    match value {
        Value::Object(map) => Value::Object(
            map.into_iter()
                .filter(|(key, _)| key != "description")
                .map(keyword)
                .collect(),
        ),
        Value::Array(items) => Value::Array(items.into_iter().map(without_prose).collect()),
        scalar => scalar,
    }
}

/// The values below `properties` are schemas, but its keys are names.
fn keyword((key, value): (String, Value)) -> (String, Value) {
    let value = match value {
        Value::Object(names) if key == "properties" => Value::Object(
            names
                .into_iter()
                .map(|(name, schema)| (name, without_prose(schema)))
                .collect(),
        ),
        other => without_prose(other),
    };
    (key, value)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn descriptions_go_and_properties_of_that_name_stay() {
        let schema = json!({
            "description": "prose",
            "properties": {"description": {"type": "string", "description": "prose"}},
        });
        let expected = json!({"properties": {"description": {"type": "string"}}});
        assert_eq!(without_prose(schema), expected);
    }

    #[test]
    fn a_definition_is_filed_under_its_kind() {
        let text = "spec:\n  names:\n    kind: Kafka\n  scope: Namespaced\n";
        let definition = Definition::read(text).unwrap();
        let written = content(&[definition]).unwrap();
        let expected = r#"{"Kafka":{"names":{"kind":"Kafka"},"scope":"Namespaced"}}"#;
        assert_eq!(String::from_utf8(written).unwrap(), expected);
    }
}
