//! Violations of a JSON Schema: a right sample with one thing wrong, for each thing that the
//! schema says.

use serde_json::{Value, json};

use super::{
    sample::{kind, names, place, samples},
    validator,
};

/// How deep a schema is followed.
const DEEPEST: usize = 12;

/// A sample with one thing wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// What is wrong, such as `data.taskId is missing`.
    pub what: String,
    /// The sample.
    pub value: Value,
}

/// Returns violations of a schema, each of a sample that has as much as can be made; none of a
/// schema of which no sample can be made.
#[must_use]
pub fn violations(schema: &Value) -> Vec<Violation> {
    let samples = samples(schema);
    let whole = samples.iter().max_by_key(|sample| sample.to_string().len());
    let (Some(sample), Ok(judged)) = (whole, validator(schema)) else {
        return Vec::new();
    };
    let mut breaker = Breaker {
        root: schema,
        sample,
        found: Vec::new(),
    };
    breaker.walk(schema, &mut Vec::new());
    let mut found = breaker.found;
    // What a part of a schema refuses may be right by another one, such as a second type.
    found.retain(|violation| !judged.is_valid(&violation.value));
    found
}

struct Breaker<'a> {
    root: &'a Value,
    sample: &'a Value,
    found: Vec<Violation>,
}

impl<'a> Breaker<'a> {
    fn walk(&mut self, schema: &'a Value, at: &mut Vec<String>) {
        let schema = self.resolved(schema);
        if at.len() > DEEPEST || place(&mut self.sample.clone(), at).is_none() {
            return;
        }
        self.missing(schema, at);
        self.values(schema, at);
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            at.push(name.clone());
            self.walk(property, at);
            at.pop();
        }
    }

    fn resolved(&self, schema: &'a Value) -> &'a Value {
        let target = schema["$ref"]
            .as_str()
            .and_then(|path| path.strip_prefix('#'));
        target
            .and_then(|path| self.root.pointer(path))
            .unwrap_or(schema)
    }

    /// Adds the sample with another value at a path.
    fn put(&mut self, at: &[String], what: &str, value: Value) {
        let mut broken = self.sample.clone();
        if let Some(place) = place(&mut broken, at) {
            *place = value;
        }
        self.add(at, what, broken);
    }

    fn add(&mut self, at: &[String], what: &str, value: Value) {
        let path = if at.is_empty() {
            "the event".to_owned()
        } else {
            at.join(".")
        };
        let what = format!("{path} {what}");
        self.found.push(Violation { what, value });
    }

    fn missing(&mut self, schema: &Value, at: &[String]) {
        for name in names(&schema["required"]) {
            let mut broken = self.sample.clone();
            let object = place(&mut broken, at).and_then(Value::as_object_mut);
            if object.and_then(|object| object.remove(name)).is_some() {
                let mut whole = at.to_vec();
                whole.push(name.to_owned());
                self.add(&whole, "is missing", broken);
            }
        }
        if schema["additionalProperties"] == json!(false) {
            let mut broken = self.sample.clone();
            let object = place(&mut broken, at).and_then(Value::as_object_mut);
            if let Some(object) = object {
                object.insert("nobodyKnowsThis".to_owned(), json!(1));
                self.add(at, "has a property that is not known", broken);
            }
        }
    }

    fn values(&mut self, schema: &Value, at: &[String]) {
        if schema.get("const").is_some() || schema.get("enum").is_some() {
            self.put(
                at,
                "has a value that is not known",
                json!("nobody-knows-this"),
            );
            return;
        }
        if schema.get("type").is_some() {
            let other = match kind(schema) {
                "object" => json!([]),
                "array" => json!({}),
                "string" => json!(7),
                _ => json!("seven"),
            };
            self.put(at, "is of another type", other);
        }
        let number = |key: &str| schema[key].as_u64().filter(|number| *number <= 100_000);
        let length = |number: u64| usize::try_from(number).unwrap_or_default();
        if let Some(least) = number("minLength").filter(|least| *least > 0) {
            self.put(at, "is too short", json!("x".repeat(length(least) - 1)));
        }
        if let Some(most) = number("maxLength") {
            self.put(at, "is too long", json!("x".repeat(length(most) + 1)));
        }
        if schema["format"] == "date-time" {
            self.put(at, "is no time", json!("yesterday at noon"));
        }
        if let Some(least) = schema["minimum"].as_i64() {
            self.put(at, "is too small", json!(least - 1));
        }
        if let Some(most) = schema["maximum"].as_i64() {
            self.put(at, "is too large", json!(most + 1));
        }
        if let Some(least) = number("minItems").filter(|least| *least > 0) {
            let few = vec![json!("x"); length(least) - 1];
            self.put(at, "has too few items", Value::Array(few));
        }
        self.repeated(schema, at);
    }

    fn repeated(&mut self, schema: &Value, at: &[String]) {
        if schema["uniqueItems"] != json!(true) {
            return;
        }
        let mut sample = self.sample.clone();
        let items = place(&mut sample, at).and_then(|list| list.as_array().cloned());
        if let Some(item) = items.and_then(|items| items.first().cloned()) {
            let twice = Value::Array(vec![item; 2]);
            self.put(at, "has an item twice", twice);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepted(violated: &Value, judged: &Value) -> Vec<String> {
        let judged = validator(judged).unwrap();
        let all = violations(violated).into_iter();
        all.filter(|violation| judged.is_valid(&violation.value))
            .map(|violation| violation.what)
            .collect()
    }

    #[test]
    fn every_part_of_the_shipped_schemas_is_violated() {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../environments/schemas/events"
        );
        for file in std::fs::read_dir(path).unwrap() {
            let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
            let schema: Value = serde_json::from_str(&text).unwrap();
            let sample = samples(&schema).remove(1);
            let mut breaker = Breaker {
                root: &schema,
                sample: &sample,
                found: Vec::new(),
            };
            breaker.walk(&schema, &mut Vec::new());
            let made = breaker.found.len();
            assert!(made > 30, "{made}");
            assert_eq!(violations(&schema).len(), made, "each is one");
        }
    }

    #[test]
    fn what_a_laxer_schema_takes_is_found() {
        let strict = json!({
            "type": "object",
            "required": ["id", "kind"],
            "additionalProperties": false,
            "properties": {
                "id": {"type": "string", "minLength": 1, "maxLength": 8},
                "kind": {"enum": ["a", "b"]},
                "count": {"type": "integer", "minimum": 0, "maximum": 9},
                "at": {"type": "string", "format": "date-time"},
                "tags": {"type": "array", "items": {"type": "string"}, "uniqueItems": true}
            }
        });
        let mut cases = vec![
            ("/required", json!(["id"]), vec!["kind is missing"]),
            (
                "/additionalProperties",
                json!(true),
                vec!["the event has a property that is not known"],
            ),
            (
                "/properties/id/minLength",
                json!(0),
                vec!["id is too short"],
            ),
            (
                "/properties/id/maxLength",
                json!(99),
                vec!["id is too long"],
            ),
            (
                "/properties/kind",
                json!({}),
                vec!["kind has a value that is not known"],
            ),
            (
                "/properties/count/minimum",
                json!(-9),
                vec!["count is too small"],
            ),
            (
                "/properties/count/maximum",
                json!(99),
                vec!["count is too large"],
            ),
            (
                "/properties/at/format",
                json!("none"),
                vec!["at is no time"],
            ),
            (
                "/properties/tags/uniqueItems",
                json!(false),
                vec!["tags has an item twice"],
            ),
        ];
        cases.push((
            "/properties/count",
            json!({}),
            vec![
                "count is of another type",
                "count is too small",
                "count is too large",
            ],
        ));
        for (pointer, value, taken) in cases {
            let mut lax = strict.clone();
            *lax.pointer_mut(pointer).unwrap() = value;
            assert_eq!(accepted(&strict, &lax), taken, "{pointer}");
        }
        assert_eq!(accepted(&strict, &strict), [""; 0]);
    }
}
