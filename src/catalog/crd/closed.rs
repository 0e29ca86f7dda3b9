//! A structural schema as a JSON Schema that refuses what the API server drops.
//!
//! Kubernetes' dialect is OpenAPI 3 with extensions. Fields are declared under `properties`,
//! `items` and `additionalProperties` only; `allOf`, `anyOf`, `oneOf` and `not` merely add
//! conditions, so they are left as they are.
//! See <https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema>.

use serde_json::{Map, Value, json};

const EMBEDDED: &str = "x-kubernetes-embedded-resource";
const INT_OR_STRING: &str = "x-kubernetes-int-or-string";
const PRESERVE: &str = "x-kubernetes-preserve-unknown-fields";

/// Returns the schema of a whole object: its identity is open, its own fields are closed.
pub(super) fn object(schema: &Value) -> Value {
    let mut closed = close(schema);
    add_identity(&mut closed);
    closed
}

fn close(schema: &Value) -> Value {
    let Value::Object(schema) = schema else {
        return schema.clone();
    };
    let mut closed: Map<String, Value> = schema
        .iter()
        .map(|(keyword, value)| (keyword.clone(), descend(keyword, value)))
        .collect();
    if refuses_unknown_fields(schema) {
        closed.insert("additionalProperties".to_owned(), Value::Bool(false));
    }
    if flag(schema, INT_OR_STRING) {
        one_type(&mut closed);
    }
    if flag(schema, "nullable") {
        allow_null(&mut closed);
    }
    let mut closed = Value::Object(closed);
    if flag(schema, EMBEDDED) {
        add_identity(&mut closed);
    }
    closed
}

fn descend(keyword: &str, value: &Value) -> Value {
    match (keyword, value) {
        ("properties", Value::Object(properties)) => properties
            .iter()
            .map(|(name, schema)| (name.clone(), close(schema)))
            .collect(),
        ("items" | "additionalProperties", schema) => close(schema),
        _ => value.clone(),
    }
}

fn refuses_unknown_fields(schema: &Map<String, Value>) -> bool {
    let object = schema.get("type").is_some_and(|name| name == "object");
    object && !schema.contains_key("additionalProperties") && !flag(schema, PRESERVE)
}

fn flag(schema: &Map<String, Value>, keyword: &str) -> bool {
    schema.get(keyword) == Some(&Value::Bool(true))
}

/// The dialect says the same with `anyOf`, whose errors do not name the types.
fn one_type(schema: &mut Map<String, Value>) {
    if schema.get("anyOf") == Some(&json!([{"type": "integer"}, {"type": "string"}])) {
        schema.remove("anyOf");
    }
    schema.insert("type".to_owned(), json!(["integer", "string"]));
}

fn allow_null(schema: &mut Map<String, Value>) {
    if let Some(name @ Value::String(_)) = schema.get("type").cloned() {
        schema.insert("type".to_owned(), json!([name, "null"]));
    }
    if let Some(Value::Array(values)) = schema.get_mut("enum") {
        values.push(Value::Null);
    }
}

/// What every object has, whatever its schema says of it.
fn add_identity(schema: &mut Value) {
    let Some(schema) = schema.as_object_mut() else {
        return;
    };
    let properties = schema
        .entry("properties")
        .or_insert_with(|| Value::Object(Map::new()));
    if let Some(properties) = properties.as_object_mut() {
        properties.insert("apiVersion".to_owned(), json!({"type": "string"}));
        properties.insert("kind".to_owned(), json!({"type": "string"}));
        properties.insert("metadata".to_owned(), json!({"type": "object"}));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_closed_and_maps_are_not() {
        let schema = json!({"type": "object", "properties": {
            "map": {"type": "object", "additionalProperties": {"type": "string"}},
            "open": {"type": "object", "x-kubernetes-preserve-unknown-fields": true},
            "shut": {"type": "object", "properties": {"a": {"type": "string"}}},
        }});
        let closed = close(&schema);
        assert_eq!(closed["additionalProperties"], json!(false));
        assert_eq!(
            closed["properties"]["map"]["additionalProperties"],
            json!({"type": "string"})
        );
        assert_eq!(
            closed["properties"]["open"].get("additionalProperties"),
            None
        );
        assert_eq!(
            closed["properties"]["shut"]["additionalProperties"],
            json!(false)
        );
    }

    #[test]
    fn conditions_are_left_alone() {
        let condition = json!([{"properties": {"a": {}}, "required": ["a"]}]);
        let schema = json!({"type": "object", "oneOf": condition.clone()});
        assert_eq!(close(&schema)["oneOf"], condition);
    }

    #[test]
    fn a_property_may_have_the_name_of_a_keyword() {
        let schema = json!({"type": "object", "properties": {
            "items": {"type": "object", "properties": {"properties": {"type": "string"}}},
        }});
        let items = &close(&schema)["properties"]["items"];
        assert_eq!(
            items["properties"],
            json!({"properties": {"type": "string"}})
        );
        assert_eq!(items["additionalProperties"], json!(false));
    }

    #[test]
    fn kubernetes_extensions_become_types() {
        let either = json!({
            "x-kubernetes-int-or-string": true,
            "anyOf": [{"type": "integer"}, {"type": "string"}],
        });
        assert_eq!(close(&either)["type"], json!(["integer", "string"]));
        assert_eq!(close(&either).get("anyOf"), None);
        let nullable = close(&json!({"type": "string", "nullable": true, "enum": ["a"]}));
        assert_eq!(nullable["type"], json!(["string", "null"]));
        assert_eq!(nullable["enum"], json!(["a", null]));
    }
}
