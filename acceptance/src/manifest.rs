//! The objects in a YAML file, as an independent reader sees them.
//!
//! The generator writes with one YAML library; this reads with another.

use std::fmt;
use std::fs;
use std::path::Path;

use serde::Deserialize as _;
use serde_json::Value;

use crate::error::{Error, Result};

/// One Kubernetes object.
#[derive(Clone, Debug, PartialEq)]
pub struct Object(Value);

/// Reads every object of the YAML file at `path`; empty documents are none.
pub fn read(path: &Path) -> Result<Vec<Object>> {
    let text = fs::read_to_string(path).map_err(Error::file("read", path))?;
    parse(&text).map_err(|error| Error::form(path.display().to_string(), error))
}

/// Reads every object of a YAML text.
pub fn parse(text: &str) -> std::result::Result<Vec<Object>, serde_yaml::Error> {
    let mut objects = Vec::new();
    for document in serde_yaml::Deserializer::from_str(text) {
        let value = Value::deserialize(document)?;
        if !value.is_null() {
            objects.push(Object(value));
        }
    }
    Ok(objects)
}

/// Writes objects as the documents of one file; JSON is YAML too.
pub fn write(path: &Path, objects: &[Object]) -> Result<()> {
    let documents: Vec<_> = objects.iter().map(|object| object.0.to_string()).collect();
    fs::write(path, documents.join("\n---\n")).map_err(Error::file("write", path))
}

impl Object {
    /// Takes a JSON value for an object.
    #[must_use]
    pub fn new(value: Value) -> Self {
        Self(value)
    }

    /// Returns the object as JSON.
    #[must_use]
    pub fn value(&self) -> &Value {
        &self.0
    }

    /// Returns the text at a JSON pointer, or an empty one.
    #[must_use]
    pub fn text(&self, pointer: &str) -> &str {
        self.0
            .pointer(pointer)
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    /// Returns the `kind`.
    #[must_use]
    pub fn kind(&self) -> &str {
        self.text("/kind")
    }

    /// Returns the name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.text("/metadata/name")
    }

    /// Returns the namespace, or an empty text where the object has none.
    #[must_use]
    pub fn namespace(&self) -> &str {
        self.text("/metadata/namespace")
    }

    /// Returns whether the object belongs to one of Strimzi's API groups.
    #[must_use]
    pub fn is_strimzi(&self) -> bool {
        let (group, _) = self.text("/apiVersion").split_once('/').unwrap_or_default();
        group.ends_with("strimzi.io")
    }

    /// Returns the same object with the value at `pointer` replaced, for controls.
    ///
    /// The pointer's last segment may be a new key; an object without its parent is unchanged.
    #[must_use]
    pub fn with(mut self, pointer: &str, value: Value) -> Self {
        let (parent, key) = pointer.rsplit_once('/').unwrap_or_default();
        match self.0.pointer_mut(parent) {
            Some(Value::Object(map)) => drop(map.insert(key.to_owned(), value)),
            Some(Value::Array(list)) => {
                if let Some(item) = key.parse().ok().and_then(|at: usize| list.get_mut(at)) {
                    *item = value;
                }
            }
            _ => {}
        }
        self
    }
}

impl fmt::Display for Object {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.kind(), self.name())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_document_is_read_and_empty_ones_are_none() {
        let objects =
            parse("---\nkind: Kafka\nmetadata: {name: a}\n---\n---\nkind: Pod\n").unwrap();
        let shown: Vec<_> = objects.iter().map(Object::to_string).collect();
        assert_eq!(shown, ["Kafka a", "Pod "]);
    }

    #[test]
    fn a_control_changes_exactly_one_value() {
        let object = Object::new(json!({"spec": {"ports": [{"port": 1}]}}));
        let changed = object.clone().with("/spec/ports/0/port", json!(99999));
        assert_eq!(
            changed.value(),
            &json!({"spec": {"ports": [{"port": 99999}]}})
        );
        assert_eq!(object.clone().with("/none/port", json!(1)), object);
    }
}
