//! How the nodes' metrics get out.

use super::nothing::Nothing;

crate::choice! {
    /// How the Kafka nodes' metrics get out.
    pub enum Metrics {
        /// The Prometheus JMX exporter, with rules that include KRaft's metrics.
        "jmxExporter" JmxExporter(Nothing),
        /// Not at all.
        "none" None(Nothing),
    }
}
