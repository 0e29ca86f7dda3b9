//! What is expected of the schema registry.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A subject of the schema registry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Subject {
    /// Its name, such as `chat-events-value`.
    pub subject: String,
    /// What a new version must be compatible with.
    pub compatibility: Compatibility,
    /// The topic whose values it describes.
    pub topic: String,
    /// The JSON Schema that it has last.
    pub schema: Value,
}

/// What a new version of a schema must be compatible with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Compatibility {
    /// Nothing.
    None,
    /// Consumers of the new schema can read records of the last one.
    Backward,
    /// Consumers of the new schema can read records of every older one.
    BackwardTransitive,
    /// Consumers of the last schema can read records of the new one.
    Forward,
    /// Consumers of every older schema can read records of the new one.
    ForwardTransitive,
    /// Both ways between the last schema and the new one.
    Full,
    /// Both ways between the new schema and every older one.
    FullTransitive,
}
