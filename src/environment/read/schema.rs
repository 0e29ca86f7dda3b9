//! The JSON Schema of what the readers read, built beside them from the same declarations.

use schemars::Schema;
use serde_json::{Map, Value, json};

/// One field of a record.
pub struct Field {
    /// The key.
    pub key: &'static str,
    /// What it stands for.
    pub doc: &'static str,
    /// Whether it must be written.
    pub required: bool,
    /// What it may hold.
    pub schema: Schema,
}

/// One alternative of a choice.
pub struct Alternative {
    /// The key, or the bare word.
    pub key: &'static str,
    /// What it stands for.
    pub doc: &'static str,
    /// Whether the bare word is enough.
    pub alone: bool,
    /// What the key may hold.
    pub schema: Schema,
}

/// Returns the schema of a record.
#[must_use]
pub fn record(doc: &str, fields: Vec<Field>) -> Schema {
    let required: Vec<&str> = fields
        .iter()
        .filter(|field| field.required)
        .map(|field| field.key)
        .collect();
    let mut object = Map::new();
    object.insert("type".to_owned(), json!("object"));
    object.insert("description".to_owned(), json!(sentence(doc)));
    object.insert("additionalProperties".to_owned(), json!(false));
    if !required.is_empty() {
        object.insert("required".to_owned(), json!(required));
    }
    let properties = fields
        .into_iter()
        .map(|field| (field.key.to_owned(), described(field.schema, field.doc)))
        .collect();
    object.insert("properties".to_owned(), Value::Object(properties));
    object.into()
}

/// Returns the schema of a few words.
#[must_use]
pub fn words(doc: &str, words: &[(&str, &str)]) -> Schema {
    let each: Vec<Value> = words
        .iter()
        .map(|(word, doc)| json!({"const": word, "description": sentence(doc)}))
        .collect();
    finish(json!({"description": sentence(doc), "oneOf": each}))
}

/// Returns the schema of a choice.
#[must_use]
pub fn choice(doc: &str, alternatives: Vec<Alternative>) -> Schema {
    let mut each = Vec::new();
    for alternative in alternatives {
        if alternative.alone {
            each.push(json!({
                "const": alternative.key,
                "description": sentence(alternative.doc),
            }));
        }
        each.push(json!({
            "type": "object",
            "description": sentence(alternative.doc),
            "required": [alternative.key],
            "properties": {alternative.key: alternative.schema},
            "additionalProperties": false,
        }));
    }
    finish(json!({"description": sentence(doc), "oneOf": each}))
}

/// Returns the schema of a text; `3.10` and `true` are let through, since they are text to us.
#[must_use]
pub fn text(doc: &str) -> Schema {
    finish(json!({"description": sentence(doc), "type": ["string", "number", "boolean"]}))
}

/// Returns the schema of a whole number in a range.
#[must_use]
pub fn whole(doc: &str, low: i128, high: i128) -> Schema {
    let number = |value: i128| i64::try_from(value).unwrap_or(i64::MAX);
    finish(json!({
        "description": sentence(doc),
        "type": "integer",
        "minimum": number(low),
        "maximum": number(high),
    }))
}

fn described(schema: Schema, doc: &str) -> Value {
    let mut value = Value::from(schema);
    if let Value::Object(object) = &mut value
        && !doc.trim().is_empty()
    {
        object.insert("description".to_owned(), json!(sentence(doc)));
    }
    value
}

fn sentence(doc: &str) -> String {
    doc.lines()
        .map(str::trim)
        .collect::<Vec<_>>()
        .join("\n")
        .trim()
        .to_owned()
}

fn finish(value: Value) -> Schema {
    match value {
        Value::Object(object) => object.into(),
        _ => Schema::default(),
    }
}
