//! The versions of Strimzi's API group.

use std::fmt;

use serde::Deserialize;

/// A version of the group `kafka.strimzi.io`, the older first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ApiVersion {
    /// `v1beta2`: served until 0.51, deprecated from 0.49 on.
    V1Beta2,
    /// `v1`: served from 0.49, alone from 1.0.
    V1,
}

impl ApiVersion {
    /// Returns the version without its group, such as `v1`.
    #[must_use]
    pub fn version(self) -> &'static str {
        match self {
            Self::V1Beta2 => "v1beta2",
            Self::V1 => "v1",
        }
    }

    /// Returns what `apiVersion` says in a Kafka, a node pool, a topic or a user.
    #[must_use]
    pub fn group_version(self) -> &'static str {
        match self {
            Self::V1Beta2 => "kafka.strimzi.io/v1beta2",
            Self::V1 => "kafka.strimzi.io/v1",
        }
    }
}

impl fmt::Display for ApiVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.group_version())
    }
}
