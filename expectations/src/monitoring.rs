//! What is expected of the Prometheus that watches the deployment.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What Prometheus reads and which alerts it has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Monitoring {
    /// What it reads.
    pub targets: Vec<Target>,
    /// The names of the alerts that it has.
    pub alerts: Vec<String>,
}

/// The targets of one job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Target {
    /// The value of their label `job`.
    pub job: String,
    /// The value of their label `namespace`.
    pub namespace: String,
    /// How many of them there are at least.
    pub at_least: u32,
}
