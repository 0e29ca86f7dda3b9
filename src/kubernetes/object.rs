//! One Kubernetes object and what identifies it.
//!
//! Every component renders into this type, and everything after rendering (YAML, Kustomize,
//! comparison of two renders) reads it. An [`Object`] always has an apiVersion, a kind and a name,
//! and holds no null anywhere: the API server takes a null for "not set", Kustomize and other
//! tools do not agree on it.

use std::fmt;

use serde::Serialize;
use serde_json::{Map, Value};

/// The annotation of an object that nothing applies with the others: somebody starts it by hand,
/// so that its file says nothing of what is in the cluster.
pub const STARTED_BY_HAND: &str = "kafka-blueprint/started-by-hand";

/// What makes two manifests the same object for the API server, whatever their version.
///
/// The order (group, kind, namespace, name) is the order of objects within a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectId {
    /// The API group; empty for the core group.
    pub group: String,
    /// The kind, as in `KafkaTopic`.
    pub kind: String,
    /// The namespace; none for objects of the whole cluster.
    pub namespace: Option<String>,
    /// The name.
    pub name: String,
}

impl fmt::Display for ObjectId {
    /// Writes `Kafka kafka/todo-chatbot`, or `Namespace kafka` where there is no namespace.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.namespace {
            Some(namespace) => write!(f, "{} {namespace}/{}", self.kind, self.name),
            None => write!(f, "{} {}", self.kind, self.name),
        }
    }
}

/// One Kubernetes object: its identity, its API version and its whole JSON value.
#[derive(Clone, Debug, PartialEq)]
pub struct Object {
    id: ObjectId,
    version: String,
    value: Value,
}

impl Object {
    /// Makes an object of a JSON value that has an apiVersion, a kind and `metadata.name`.
    pub fn new(value: Value) -> Result<Self, NotAnObject> {
        let fields = value.as_object().ok_or(NotAnObject::NotAMap)?;
        let metadata = fields.get("metadata").and_then(Value::as_object);
        let metadata = metadata.ok_or(NotAnObject::NoText("metadata"))?;
        let api_version = text(fields, "apiVersion", "apiVersion")?;
        let (group, version) = api_version.split_once('/').unwrap_or(("", api_version));
        let namespace = metadata
            .contains_key("namespace")
            .then(|| text(metadata, "namespace", "metadata.namespace"))
            .transpose()?;
        let id = ObjectId {
            group: group.to_owned(),
            kind: text(fields, "kind", "kind")?.to_owned(),
            namespace: namespace.map(str::to_owned),
            name: text(metadata, "name", "metadata.name")?.to_owned(),
        };
        let version = version.to_owned();
        if let Some(path) = null_in(&value) {
            return Err(NotAnObject::Null { id, path });
        }
        Ok(Self { id, version, value })
    }

    /// Makes an object of a typed manifest that writes its own apiVersion and kind.
    pub fn from_typed<T: Serialize>(manifest: &T) -> Result<Self, NotAnObject> {
        let value = serde_json::to_value(manifest);
        Self::new(value.map_err(|error| NotAnObject::Unwritable(error.to_string()))?)
    }

    /// Returns what identifies the object.
    #[must_use]
    pub fn id(&self) -> &ObjectId {
        &self.id
    }

    /// Returns the version within the group: `v1beta2` of `kafka.strimzi.io/v1beta2`.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Returns the apiVersion as the manifest writes it: `kafka.strimzi.io/v1beta2`.
    #[must_use]
    pub fn api_version(&self) -> &str {
        self.value["apiVersion"].as_str().unwrap_or_default()
    }

    /// Sets an annotation.
    pub fn annotate(&mut self, key: &str, value: String) {
        let annotations = &mut self.value["metadata"]["annotations"];
        if annotations.is_null() {
            *annotations = Value::Object(Map::new());
        }
        annotations[key] = Value::String(value);
    }

    /// Returns the whole object as JSON, apiVersion and kind included.
    #[must_use]
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// Gives up the whole object as JSON.
    #[must_use]
    pub fn into_value(self) -> Value {
        self.value
    }
}

/// Returns a field that must be a text of at least one character.
fn text<'a>(
    fields: &'a Map<String, Value>,
    field: &str,
    path: &'static str,
) -> Result<&'a str, NotAnObject> {
    let text = fields.get(field).and_then(Value::as_str);
    text.filter(|text| !text.is_empty())
        .ok_or(NotAnObject::NoText(path))
}

/// Returns the JSON pointer of the first null, if there is one.
fn null_in(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some(String::new()),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .find_map(|(index, item)| Some(format!("/{index}{}", null_in(item)?))),
        Value::Object(fields) => fields
            .iter()
            .find_map(|(key, field)| Some(format!("/{key}{}", null_in(field)?))),
        Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}

/// Why a value is no Kubernetes object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotAnObject {
    /// The document is a list or a scalar.
    NotAMap,
    /// A field that identifies the object is missing, empty or of another type.
    NoText(&'static str),
    /// A field is null.
    Null {
        /// The object.
        id: ObjectId,
        /// Where the null is, as in `/spec/replicas`.
        path: String,
    },
    /// A typed manifest refuses to be written as JSON; this is its own message.
    Unwritable(String),
}

impl fmt::Display for NotAnObject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAMap => write!(
                f,
                "A Kubernetes object is a map with apiVersion, kind and metadata; \
                 this document is something else."
            ),
            Self::NoText(path) => write!(
                f,
                "The document lacks a usable `{path}`; without it the API server can't tell \
                 which object is meant."
            ),
            Self::Null { id, path } => write!(
                f,
                "{id} has a null at `{path}`; tools do not agree on what that means. \
                 Leave the field out."
            ),
            Self::Unwritable(error) => write!(f, "The object can't be written as JSON: {error}"),
        }
    }
}

impl std::error::Error for NotAnObject {}

#[cfg(test)]
mod tests {
    use k8s_openapi::api::core::v1::ConfigMap;
    use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
    use serde_json::json;

    use super::*;

    fn topic() -> Value {
        json!({
            "apiVersion": "kafka.strimzi.io/v1beta2",
            "kind": "KafkaTopic",
            "metadata": {"name": "todo-events", "namespace": "kafka"},
        })
    }

    #[test]
    fn the_identity_leaves_the_version_out() {
        let object = Object::new(topic()).unwrap();
        assert_eq!(object.id().to_string(), "KafkaTopic kafka/todo-events");
        assert_eq!(object.id().group, "kafka.strimzi.io");
        assert_eq!(object.version(), "v1beta2");
        assert_eq!(object.api_version(), "kafka.strimzi.io/v1beta2");
    }

    #[test]
    fn the_core_group_is_empty_and_a_namespace_may_be_missing() {
        let value = json!({"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "kafka"}});
        let object = Object::new(value).unwrap();
        assert_eq!(object.id().to_string(), "Namespace kafka");
        assert_eq!(object.id().group, "");
    }

    #[test]
    fn typed_objects_leave_unset_fields_out() {
        let typed = ConfigMap {
            metadata: ObjectMeta {
                name: Some("settings".into()),
                ..ObjectMeta::default()
            },
            ..ConfigMap::default()
        };
        let expected =
            json!({"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "settings"}});
        assert_eq!(Object::from_typed(&typed).unwrap().value(), &expected);
    }

    #[test]
    fn a_document_without_identity_is_refused() {
        assert_eq!(Object::new(json!([])), Err(NotAnObject::NotAMap));
        for path in [
            "apiVersion",
            "kind",
            "metadata",
            "metadata.name",
            "metadata.namespace",
        ] {
            let mut value = topic();
            *value
                .pointer_mut(&format!("/{}", path.replace('.', "/")))
                .unwrap() = json!("");
            assert_eq!(Object::new(value), Err(NotAnObject::NoText(path)));
        }
    }

    #[test]
    fn a_null_is_refused_with_its_place() {
        let mut value = topic();
        value["spec"] = json!({"a": [1, {"b": null}]});
        insta::assert_snapshot!(
            Object::new(value).unwrap_err(),
            @"KafkaTopic kafka/todo-events has a null at `/spec/a/1/b`; tools do not agree on what that means. Leave the field out."
        );
    }
}
