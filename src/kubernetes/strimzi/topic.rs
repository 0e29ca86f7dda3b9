//! The `KafkaTopic` resource.

use serde::Serialize;
use serde_json::{Map, Value};

/// `KafkaTopic.spec`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TopicSpec {
    /// The topic's name where the resource has another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub topic_name: Option<String>,
    /// How many partitions it has.
    pub partitions: u32,
    /// How many copies each has.
    pub replicas: u16,
    /// Its settings.
    #[serde(skip_serializing_if = "Map::is_empty")]
    pub config: Map<String, Value>,
}
