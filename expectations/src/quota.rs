//! What is expected of a user's quotas.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The quotas of a user under the names that Kafka gives them (KIP-13, KIP-124).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Quotas {
    /// Bytes a second that it may write to each broker.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub producer_byte_rate: Option<u64>,
    /// Bytes a second that it may read from each broker.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consumer_byte_rate: Option<u64>,
    /// Per cent of a broker's request threads that it may take.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_percentage: Option<u64>,
}

impl Quotas {
    /// Returns the quotas that are set, by Kafka's name.
    pub fn limits(&self) -> impl Iterator<Item = (&'static str, u64)> {
        [
            ("producer_byte_rate", self.producer_byte_rate),
            ("consumer_byte_rate", self.consumer_byte_rate),
            ("request_percentage", self.request_percentage),
        ]
        .into_iter()
        .filter_map(|(name, limit)| Some((name, limit?)))
    }
}
