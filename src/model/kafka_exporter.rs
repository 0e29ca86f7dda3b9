//! The Kafka Exporter: consumer lag and topic offsets as metrics.

use super::{config::ConfigValue, resources::Resources};

crate::record! {
    /// The Kafka Exporter.
    pub struct KafkaExporter {
        /// The topics it reads, as a regular expression.
        "topics" topics: ConfigValue = ConfigValue::new(".*").ok()?,
        /// The consumer groups it reads, as a regular expression.
        "groups" groups: ConfigValue = ConfigValue::new(".*").ok()?,
        /// What it gets.
        "resources" resources: Resources = Resources::of(64, 50),
    }
}
