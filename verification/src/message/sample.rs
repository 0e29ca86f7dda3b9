//! Samples of a JSON Schema: one with what is required alone, one with everything it names, and
//! one for each value of an enumeration.
//!
//! Made are objects, lists, texts, numbers, words and constants, as events have them, and what a
//! schema gives as its example. What is none of its schema's, since it asks for what can't be made
//! here, such as a pattern, is left out.

use serde_json::{Map, Value, json};

use super::validator;

/// How deep a sample follows a schema.
const DEEPEST: usize = 12;

/// How much of a schema a sample has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Extent {
    Required,
    Everything,
}

/// Returns samples of a schema, without two that are the same; none of a schema of which none
/// can be made.
#[must_use]
pub fn samples(schema: &Value) -> Vec<Value> {
    let maker = Maker { root: schema };
    let judged = validator(schema);
    let is_one = |sample: &Value| judged.as_ref().is_ok_and(|schema| schema.is_valid(sample));
    let whole = maker.made(schema, Extent::Everything, 0);
    let mut samples = vec![maker.made(schema, Extent::Required, 0), whole.clone()];
    maker.words(schema, &mut Vec::new(), &whole, &mut samples);
    let mut known: Vec<Value> = Vec::new();
    samples.retain(|sample| {
        let is_new = !known.contains(sample);
        if is_new {
            known.push(sample.clone());
        }
        is_new && is_one(sample)
    });
    samples
}

struct Maker<'a> {
    root: &'a Value,
}

impl<'a> Maker<'a> {
    /// Follows references inside of the schema.
    fn resolved(&self, schema: &'a Value) -> &'a Value {
        let mut schema = schema;
        for _ in 0..DEEPEST {
            let target = schema["$ref"]
                .as_str()
                .and_then(|path| path.strip_prefix('#'));
            match target.and_then(|path| self.root.pointer(path)) {
                Some(other) => schema = other,
                None => break,
            }
        }
        schema
    }

    fn made(&self, schema: &'a Value, extent: Extent, depth: usize) -> Value {
        let schema = self.resolved(schema);
        if let Some(value) = schema.get("const") {
            return value.clone();
        }
        if let Some(first) = schema["examples"].as_array().and_then(|all| all.first()) {
            return first.clone();
        }
        if let Some(first) = schema["enum"].as_array().and_then(|words| words.first()) {
            return first.clone();
        }
        for choice in ["oneOf", "anyOf"] {
            if let Some(first) = schema[choice].as_array().and_then(|all| all.first()) {
                return self.made(first, extent, depth + 1);
            }
        }
        if depth > DEEPEST {
            return Value::Null;
        }
        match kind(schema) {
            "object" => self.object(schema, extent, depth),
            "array" => self.list(schema, extent, depth),
            "integer" | "number" => number(schema),
            "boolean" => json!(true),
            "null" => Value::Null,
            _ => json!(text(schema)),
        }
    }

    fn object(&self, schema: &'a Value, extent: Extent, depth: usize) -> Value {
        let required: Vec<&str> = names(&schema["required"]).collect();
        let mut object = Map::new();
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            if extent == Extent::Everything || required.contains(&name.as_str()) {
                object.insert(name.clone(), self.made(property, extent, depth + 1));
            }
        }
        for name in required {
            object.entry(name).or_insert_with(|| json!("sample"));
        }
        Value::Object(object)
    }

    fn list(&self, schema: &'a Value, extent: Extent, depth: usize) -> Value {
        let least = schema["minItems"].as_u64().unwrap_or_default();
        let is_empty = least == 0 && extent == Extent::Required;
        if is_empty || !schema["items"].is_object() {
            return json!([]);
        }
        let item = self.made(&schema["items"], extent, depth + 1);
        let count = usize::try_from(least.clamp(1, 100)).unwrap_or(1);
        // A list whose items may not repeat and that wants several of them shows in the
        // validator's answer.
        Value::Array(vec![item; count])
    }

    /// Adds a sample for each further value of each enumeration.
    fn words(
        &self,
        schema: &'a Value,
        at: &mut Vec<String>,
        whole: &Value,
        samples: &mut Vec<Value>,
    ) {
        let schema = self.resolved(schema);
        for word in schema["enum"].as_array().into_iter().flatten() {
            let mut sample = whole.clone();
            if let Some(place) = place(&mut sample, at) {
                *place = word.clone();
                samples.push(sample);
            }
        }
        if at.len() > DEEPEST {
            return;
        }
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            at.push(name.clone());
            self.words(property, at, whole, samples);
            at.pop();
        }
    }
}

/// Returns the value at a path of keys.
pub(super) fn place<'a>(value: &'a mut Value, at: &[String]) -> Option<&'a mut Value> {
    at.iter()
        .try_fold(value, |value, key| value.get_mut(key.as_str()))
}

/// Returns the texts of a list.
pub(super) fn names(list: &Value) -> impl Iterator<Item = &str> {
    list.as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
}

/// Returns the type of a schema, the first where it has several.
pub(super) fn kind(schema: &Value) -> &str {
    let first = |list: &'_ Value| -> Option<String> {
        names(list).find(|kind| *kind != "null").map(str::to_owned)
    };
    match (
        &schema["type"],
        schema.get("properties"),
        schema.get("items"),
    ) {
        (Value::String(kind), ..) => kind,
        (list @ Value::Array(_), ..) if first(list).is_some() => {
            names(list).find(|kind| *kind != "null").unwrap_or("string")
        }
        (_, Some(_), _) => "object",
        (_, _, Some(_)) => "array",
        _ => "string",
    }
}

fn number(schema: &Value) -> Value {
    let one = json!(1);
    let bound = ["minimum", "maximum"].into_iter().find_map(|key| {
        let bound = schema.get(key)?;
        let outside = match key {
            "minimum" => bound.as_f64()? > 1.0,
            _ => bound.as_f64()? < 1.0,
        };
        outside.then(|| bound.clone())
    });
    bound.unwrap_or(one)
}

fn text(schema: &Value) -> String {
    let text = match schema["format"].as_str() {
        Some("date-time") => "2026-01-31T12:00:00Z",
        Some("date") => "2026-01-31",
        Some("time") => "12:00:00Z",
        Some("duration") => "PT1S",
        Some("email") => "somebody@example.com",
        Some("hostname") => "host.example.com",
        Some("ipv4") => "192.0.2.1",
        Some("ipv6") => "2001:db8::1",
        Some("uuid") => "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
        Some("uri" | "uri-reference" | "iri" | "iri-reference") => "https://example.com/sample",
        _ => "sample",
    };
    let most = schema["maxLength"]
        .as_u64()
        .and_then(|most| usize::try_from(most).ok());
    let least = schema["minLength"]
        .as_u64()
        .and_then(|least| usize::try_from(least).ok());
    let mut text = text.to_owned();
    while text.len() < least.unwrap_or_default().min(100_000) {
        text.push('x');
    }
    text.truncate(most.unwrap_or(usize::MAX));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schema() -> Value {
        json!({
            "type": "object",
            "required": ["type", "data"],
            "properties": {
                "type": {"enum": ["made", "gone"]},
                "version": {"const": "1.0"},
                "data": {"$ref": "#/definitions/data"}
            },
            "definitions": {"data": {
                "type": "object",
                "required": ["id"],
                "additionalProperties": false,
                "properties": {
                    "id": {"type": "string", "minLength": 10, "maxLength": 12},
                    "at": {"type": "string", "format": "date-time"},
                    "count": {"type": "integer", "minimum": 3},
                    "tags": {"type": "array", "items": {"type": "string"}, "minItems": 1}
                }
            }}
        })
    }

    #[test]
    fn every_sample_is_one_and_all_words_come_up() {
        let schema = schema();
        let validator = validator(&schema).unwrap();
        let samples = samples(&schema);
        for sample in &samples {
            assert!(validator.is_valid(sample), "{sample}");
        }
        assert_eq!(
            samples[0],
            json!({"type": "made", "data": {"id": "samplexxxx"}})
        );
        assert_eq!(samples.len(), 3, "{samples:?}");
        assert_eq!(samples[1]["data"].as_object().unwrap().len(), 4);
        assert_eq!(samples[2]["type"], "gone");
    }

    #[test]
    fn what_can_not_be_made_is_left_out_and_an_example_is_taken() {
        let mut schema = json!({
            "type": "object",
            "required": ["id"],
            "properties": {"id": {"type": "string", "pattern": "^[A-Z][0-9]+$"}}
        });
        assert_eq!(samples(&schema), [json!(null); 0]);
        schema["properties"]["id"]["examples"] = json!(["A7"]);
        assert_eq!(samples(&schema), [json!({"id": "A7"})]);
    }
}
