//! The path that events take through an application.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An application that consumes: from where to where its events go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Path {
    /// The application.
    pub application: String,
    /// The topics it reads from.
    pub consumes: Vec<String>,
    /// The topics it writes to.
    pub produces: Vec<String>,
    /// The topic that takes what it cannot handle.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dead_letters: Option<String>,
    /// Whether what is read, written and committed goes in one transaction.
    pub exactly_once: bool,
}
