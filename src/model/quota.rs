//! Quotas: how much of the brokers a user may take.

use super::quantity::Bytes;

crate::record! {
    /// How much of each broker a user may take (Strimzi: `KafkaUserQuotas`).
    pub struct Quotas {
        /// Bytes per second written to each broker.
        "producerRate" producer_rate: Option<Bytes>,
        /// Bytes per second read from each broker.
        "consumerRate" consumer_rate: Option<Bytes>,
        /// Percent of each broker's request threads, summed over the threads.
        "requestPercent" request_percent: Option<Percent>,
    }
}

crate::whole! {
    /// Percent, summed over threads, so that it may be more than a hundred.
    pub struct Percent("percent", u32, 0..=100_000);
}

impl Quotas {
    /// Returns quotas that limit nothing.
    #[must_use]
    pub const fn unlimited() -> Self {
        Self {
            producer_rate: None,
            consumer_rate: None,
            request_percent: None,
        }
    }

    /// Returns whether nothing is limited.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.producer_rate.is_none()
            && self.consumer_rate.is_none()
            && self.request_percent.is_none()
    }
}
