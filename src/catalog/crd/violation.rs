//! What a schema has against an object.

use std::fmt;

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind;
use serde_json::Value;

use crate::catalog::nearest::nearest;

/// One thing that the API server would refuse or drop.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Violation {
    /// Where it is, as a JSON pointer (RFC 6901).
    pub pointer: String,
    /// What it is.
    pub problem: Problem,
}

/// What a schema has against a value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Problem {
    /// A field that the schema does not know; the API server drops it.
    UnknownField {
        /// The name of the field.
        name: String,
        /// The known field that it resembles most.
        nearest: Option<String>,
    },
    /// A required field is not there.
    MissingField {
        /// The name of the field.
        name: String,
    },
    /// The value is not acceptable, for the reason given.
    Value(String),
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownField {
                name,
                nearest: Some(nearest),
            } => {
                write!(
                    f,
                    "the field `{name}` is unknown; `{nearest}` is the nearest known one"
                )
            }
            Self::UnknownField {
                name,
                nearest: None,
            } => {
                write!(f, "the field `{name}` is unknown")
            }
            Self::MissingField { name } => write!(f, "the required field `{name}` is missing"),
            Self::Value(reason) => f.write_str(reason),
        }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pointer = if self.pointer.is_empty() {
            "the object"
        } else {
            &self.pointer
        };
        write!(f, "{pointer}: {}", self.problem)
    }
}

/// Splits an error of the validator into violations, one for every unknown field.
pub(super) fn from_error(error: &ValidationError<'_>, schema: &Value) -> Vec<Violation> {
    let pointer = error.instance_path().as_str();
    let at = |problem| Violation {
        pointer: pointer.to_owned(),
        problem,
    };
    match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected } => {
            let known = known_fields(error.schema_path().as_str(), schema);
            unexpected
                .iter()
                .map(|name| unknown_field(pointer, name, &known))
                .collect()
        }
        ValidationErrorKind::Required {
            property: Value::String(name),
        } => {
            vec![at(Problem::MissingField { name: name.clone() })]
        }
        _ => vec![at(Problem::Value(error.to_string()))],
    }
}

fn unknown_field(pointer: &str, name: &str, known: &[&str]) -> Violation {
    let escaped = name.replace('~', "~0").replace('/', "~1");
    let nearest = nearest(name, known.iter().copied()).map(str::to_owned);
    Violation {
        pointer: format!("{pointer}/{escaped}"),
        problem: Problem::UnknownField {
            name: name.to_owned(),
            nearest,
        },
    }
}

/// The fields that the schema around a refused `additionalProperties` declares.
fn known_fields<'a>(schema_path: &str, schema: &'a Value) -> Vec<&'a str> {
    let object = schema_path
        .strip_suffix("/additionalProperties")
        .unwrap_or(schema_path);
    let properties = schema
        .pointer(object)
        .and_then(|object| object.get("properties"));
    let properties = properties.and_then(Value::as_object);
    properties
        .map(|known| known.keys().map(String::as_str).collect())
        .unwrap_or_default()
}
