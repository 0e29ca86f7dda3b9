//! The form of the documents: its name, which is the same in every file.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The form of a document; a change that old readers can't read gets another number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Form {
    /// The first one.
    #[default]
    #[serde(rename = "kafka-blueprint/expectations/v1")]
    V1,
}
