//! What the registry says of the rendered subjects, by the Confluent API that clients use.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::container::Container;
use crate::error::{Error, Result};
use crate::http::Client;

/// The subjects as they are rendered, and the registry's API.
#[derive(Debug)]
pub(super) struct Subjects {
    url: String,
    client: Client,
    rendered: BTreeMap<String, Subject>,
}

/// One rendered subject.
#[derive(Debug)]
struct Subject {
    level: String,
    schema: Value,
}

impl Subjects {
    /// Reads what `registration` registers, and where.
    pub(super) fn of(registration: &Container) -> Result<Self> {
        let list = read(registration, "/schemas/subjects")?;
        let mut rendered = BTreeMap::new();
        for line in list.lines() {
            let mut words = line.split_whitespace();
            let (Some(name), Some(level), Some(file)) = (words.next(), words.next(), words.next())
            else {
                return Err(Error::form("the list of subjects", format!("`{line}`")));
            };
            let schema = read(registration, &format!("/schemas/{file}"))?;
            let schema = parse(file, &schema)?;
            let level = level.to_owned();
            rendered.insert(name.to_owned(), Subject { level, schema });
        }
        Ok(Self {
            url: registration.variable("SCHEMA_REGISTRY_URL").to_owned(),
            client: Client::new(),
            rendered,
        })
    }

    /// Returns how many there are.
    pub(super) fn len(&self) -> usize {
        self.rendered.len()
    }

    /// Returns everything that the registry has of them: versions, ids, schemas and levels.
    pub(super) fn content(&self) -> Result<Value> {
        let mut content = serde_json::Map::new();
        content.insert("subjects".to_owned(), self.get("/subjects")?);
        for name in self.rendered.keys() {
            let versions = self.get(&format!("/subjects/{name}/versions"))?;
            let latest = self.get(&format!("/subjects/{name}/versions/latest"))?;
            let level = self.get(&format!("/config/{name}"))?;
            content.insert(name.clone(), json!([versions, latest, level]));
        }
        Ok(Value::Object(content))
    }

    /// Returns what of `content` is not as rendered: one version with the schema and the level.
    pub(super) fn differences(&self, content: &Value) -> Vec<String> {
        let mut wrong = Vec::new();
        let names: Vec<_> = self.rendered.keys().collect();
        if content["subjects"] != json!(names) {
            wrong.push(format!("the subjects are {}", content["subjects"]));
        }
        for (name, subject) in &self.rendered {
            let [versions, latest, level] = [0, 1, 2].map(|at| &content[name][at]);
            let text = latest["schema"].as_str().unwrap_or_default();
            let schema = parse(name, text).unwrap_or(Value::Null);
            if *versions != json!([1]) || schema != subject.schema {
                wrong.push(format!("{name} has the versions {versions}: {latest}"));
            }
            if level["compatibilityLevel"] != subject.level {
                wrong.push(format!("{name} has the level {level}"));
            }
        }
        wrong
    }

    /// Offers each subject a schema that old records do not fit; returns what was not refused.
    pub(super) fn not_refused(&self) -> Result<Vec<String>> {
        let mut wrong = Vec::new();
        for (name, subject) in &self.rendered {
            let answer = self.offer(name, &demanding(&subject.schema))?;
            if answer["error_code"] != 409 {
                wrong.push(format!("{name}: {answer}"));
            }
        }
        Ok(wrong)
    }

    /// Offers the first subject a schema that old records fit, and returns the answer.
    pub(super) fn offer_a_compatible_one(&self) -> Result<Value> {
        let missing = || Error::form("the list of subjects", "it is empty");
        let (name, subject) = self.rendered.iter().next().ok_or_else(missing)?;
        let mut schema = subject.schema.clone();
        schema["description"] = json!("The same with another description.");
        self.offer(name, &schema)
    }

    fn offer(&self, subject: &str, schema: &Value) -> Result<Value> {
        let url = format!("{}/subjects/{subject}/versions", self.url);
        let body = json!({"schemaType": "JSON", "schema": schema.to_string()});
        self.client.post(&url, &body)
    }

    fn get(&self, path: &str) -> Result<Value> {
        self.client.get(&format!("{}{path}", self.url))
    }
}

/// Returns a schema that asks for one property more.
fn demanding(schema: &Value) -> Value {
    let mut schema = schema.clone();
    if let Some(required) = schema["required"].as_array_mut() {
        required.push(json!("acceptance"));
    }
    schema["properties"]["acceptance"] = json!({"type": "string"});
    schema
}

fn read(container: &Container, path: &str) -> Result<String> {
    let file = container.path(path);
    std::fs::read_to_string(&file).map_err(Error::file("read", &file))
}

fn parse(what: &str, text: &str) -> Result<Value> {
    serde_json::from_str(text).map_err(|error| Error::form(what, error))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn subjects() -> Subjects {
        let subject = Subject {
            level: "BACKWARD".to_owned(),
            schema: json!({"required": ["id"], "properties": {"id": {"type": "string"}}}),
        };
        Subjects {
            url: String::new(),
            client: Client::new(),
            rendered: BTreeMap::from([("a-value".to_owned(), subject)]),
        }
    }

    fn content(schema: &Value, level: &str) -> Value {
        let latest = json!({"id": 1, "schema": schema.to_string()});
        json!({
            "subjects": ["a-value"],
            "a-value": [[1], latest, {"compatibilityLevel": level}],
        })
    }

    #[test]
    fn another_schema_and_another_level_are_told() {
        let subjects = subjects();
        let schema = &subjects.rendered["a-value"].schema;
        let differences = |schema, level| subjects.differences(&content(schema, level)).len();
        assert_eq!(differences(schema, "BACKWARD"), 0);
        assert_eq!(differences(schema, "NONE"), 1);
        assert_eq!(differences(&demanding(schema), "BACKWARD"), 1);
        assert_eq!(subjects.differences(&json!({})).len(), 3);
    }
}
