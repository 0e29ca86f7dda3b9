//! The switches of an operator for behaviour that is not settled yet.

use serde::Deserialize;

/// How settled the behaviour behind a feature gate is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// Off unless asked for.
    Alpha,
    /// On unless declined.
    Beta,
}

/// A feature gate of one release (`STRIMZI_FEATURE_GATES`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeatureGate {
    /// The name, as `+Name` and `-Name` write it.
    pub name: String,
    /// How settled it is.
    pub stage: Stage,
    /// Whether it is on by default.
    pub on: bool,
}
