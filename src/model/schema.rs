//! Schemas of topics: what the registry is told about a topic's records.

use std::fmt;

use serde_json::Value as Json;

use crate::{
    environment::{
        Findings, FromNode, Node,
        document::Value,
        read::{Invalid, schema, wrong_shape},
        rules::INVALID_VALUE,
    },
    finding::{Finding, Severity, Trail},
};

crate::text! {
    /// The name of a subject in the schema registry.
    pub struct SubjectName("a subject's name", subject_name);
}

fn subject_name(text: &str) -> Result<(), Invalid> {
    let inside = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-');
    if !text.is_empty() && text.len() <= 255 && text.chars().all(inside) {
        return Ok(());
    }
    Err(Invalid::because("it has letters, digits, `.`, `_` and `-`"))
}

crate::words! {
    /// What a new schema may change (Confluent: "Schema Evolution and Compatibility").
    pub enum Compatibility("a compatibility level") {
        /// Anything.
        None = "NONE",
        /// Consumers of the new schema can read records of the last one.
        Backward = "BACKWARD",
        /// Consumers of the new schema can read records of every older one.
        BackwardTransitive = "BACKWARD_TRANSITIVE",
        /// Consumers of the last schema can read records of the new one.
        Forward = "FORWARD",
        /// Consumers of every older schema can read records of the new one.
        ForwardTransitive = "FORWARD_TRANSITIVE",
        /// Both ways between the last schema and the new one.
        Full = "FULL",
        /// Both ways between the new schema and every older one.
        FullTransitive = "FULL_TRANSITIVE",
    }
}

crate::record! {
    /// What the registry is told about a topic's records.
    pub struct TopicSchema {
        /// The subject; the topic's name with `-value` behind it where nothing is said, as
        /// Kafka's serializers look for it (`TopicNameStrategy`).
        "subject" subject: Option<SubjectName>,
        /// What a new version may change.
        "compatibility" compatibility: Compatibility = Compatibility::Backward,
        /// The JSON Schema's file, relative to the directory of the environments.
        "file" file: SchemaFile,
    }
}

/// A JSON Schema that was read from a file and checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemaFile {
    path: String,
    schema: Json,
}

impl SchemaFile {
    /// Checks the text of a file that `path` names.
    pub fn new(path: impl Into<String>, text: &str) -> Result<Self, NotASchema> {
        let schema: Json =
            serde_json::from_str(text).map_err(|error| NotASchema::Json(error.to_string()))?;
        if !schema.is_object() {
            return Err(NotASchema::NoObject);
        }
        jsonschema::meta::validate(&schema).map_err(|error| {
            NotASchema::Schema(format!("{error} (at `{}`)", error.instance_path()))
        })?;
        Ok(Self {
            path: path.into(),
            schema,
        })
    }

    /// Returns the path, relative to the directory of the environments.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the schema.
    #[must_use]
    pub fn schema(&self) -> &Json {
        &self.schema
    }
}

/// Why a text is no JSON Schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotASchema {
    /// It is no JSON; this is the parser's message.
    Json(String),
    /// It is JSON, but no object.
    NoObject,
    /// It is an object that its own meta-schema refuses; this is the validator's message.
    Schema(String),
}

impl fmt::Display for NotASchema {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(error) => write!(f, "it is no JSON: {error}"),
            Self::NoObject => f.write_str("a schema is a JSON object, and this is something else"),
            Self::Schema(error) => write!(f, "it is no JSON Schema: {error}"),
        }
    }
}

impl std::error::Error for NotASchema {}

impl FromNode for SchemaFile {
    fn from_node(node: &Node, trail: &Trail<'_>, findings: &mut Findings) -> Option<Self> {
        let Value::File(file) = &node.value else {
            findings.push(wrong_shape(
                node,
                trail,
                "the path of a file below the directory of the environments",
            ));
            return None;
        };
        let read = match &file.contents {
            Ok(text) => Self::new(file.path.as_str(), text).map_err(|error| error.to_string()),
            Err(why) => Err(why.clone()),
        };
        match read {
            Ok(schema) => Some(schema),
            Err(why) => {
                let message = format!("`{}` is not usable: {why}", file.path.escape_debug());
                findings.push(Finding::new(
                    INVALID_VALUE,
                    Severity::Error,
                    trail.path(),
                    message,
                ));
                None
            }
        }
    }
}

impl schemars::JsonSchema for SchemaFile {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "SchemaFile".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schema::text("The path of a JSON Schema, relative to the directory of the environments.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_schema_is_refused_with_its_reason() {
        let why = |text: &str| SchemaFile::new("a.json", text).unwrap_err().to_string();
        insta::assert_snapshot!(why("{"), @"it is no JSON: EOF while parsing an object at line 1 column 1");
        insta::assert_snapshot!(why("[]"), @"a schema is a JSON object, and this is something else");
        assert!(why(r#"{"type": "text"}"#).starts_with("it is no JSON Schema: "));
        assert!(SchemaFile::new("a.json", r#"{"type": "object"}"#).is_ok());
    }
}
