//! What is expected of a topic.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A topic.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// Its name in Kafka.
    pub name: String,
    /// How many partitions it has.
    pub partitions: u32,
    /// How many copies of each partition there are.
    pub replicas: u16,
    /// Its own configuration, as Kafka gives it back; it has no other.
    pub config: BTreeMap<String, String>,
}
