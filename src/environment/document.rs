//! Marked documents: YAML values that remember where they were written.
//!
//! Scalars keep their text, so that `3.10` stays `3.10` and a version is never a number.
//! Aliases, merge keys and tags have no place in it; the parser refuses them.

use std::collections::BTreeMap;

use crate::finding::Place;

/// A value and the place it was written at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Where the value stands.
    pub place: Place,
    /// The value.
    pub value: Value,
}

/// The three shapes of a YAML value, and the file that one may name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A single value, as text.
    Scalar(Scalar),
    /// A list.
    Sequence(Vec<Node>),
    /// A map.
    Mapping(Mapping),
    /// A file that a single value named.
    File(NamedFile),
}

/// The text of a single value and whether it was quoted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scalar {
    /// The text, without quotes.
    pub text: String,
    /// Whether it stood bare; only bare text can mean null.
    pub plain: bool,
}

/// A map; its keys are unique.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    /// The entries by key.
    pub entries: BTreeMap<String, Entry>,
    /// Keys that a later layer took away, and where it says so.
    pub removed: BTreeMap<String, Place>,
}

/// A file that a value named, and what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedFile {
    /// The path as it was written.
    pub path: String,
    /// The text, or why it could not be read.
    pub contents: Result<String, String>,
}

/// A key's place and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Where the key stands.
    pub key: Place,
    /// The value.
    pub node: Node,
}

impl Node {
    /// Returns whether this is a bare `null`, `~` or nothing at all.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(&self.value, Value::Scalar(scalar) if scalar.is_null())
    }

    /// Returns the map, if this is one.
    #[must_use]
    pub fn as_mapping(&self) -> Option<&Mapping> {
        match &self.value {
            Value::Mapping(mapping) => Some(mapping),
            Value::Scalar(_) | Value::Sequence(_) | Value::File(_) => None,
        }
    }

    /// Returns what people call this shape.
    #[must_use]
    pub fn shape(&self) -> &'static str {
        match &self.value {
            Value::Scalar(scalar) if scalar.is_null() => "nothing",
            Value::Scalar(_) => "a single value",
            Value::Sequence(_) => "a list",
            Value::Mapping(_) => "a map",
            Value::File(_) => "a file",
        }
    }
}

impl Scalar {
    /// Returns whether the text means null in YAML's core schema.
    #[must_use]
    pub fn is_null(&self) -> bool {
        self.plain && matches!(self.text.as_str(), "" | "~" | "null" | "Null" | "NULL")
    }
}
