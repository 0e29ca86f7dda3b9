//! Performance: a load of the verification's own, and what the cluster must do under it.

use super::LoadRate;
use crate::model::{duration::Duration, quantity::Bytes};

crate::record! {
    /// A load that the verification writes into a topic of its own, and what must hold under it.
    pub struct Performance {
        /// How many records a second it writes, for each way of writing one after the other.
        "rate" rate: RecordRate,
        /// How large the value of a record is.
        "recordSize" record_size: Bytes = Bytes::kibibytes(1),
        /// How long it writes before it measures.
        "warmUp" warm_up: Duration = Duration::milliseconds(3_000),
        /// How long it measures.
        "duration" duration: Duration = Duration::milliseconds(10_000),
        /// How many copies must have a record before it counts as written.
        "acks" acks: Vec<LoadAcks> = vec![LoadAcks::All],
        /// How records are made smaller.
        "compression" compression: Vec<LoadCompression> = vec![LoadCompression::None],
        /// What must hold for each way of writing.
        "thresholds" thresholds: LoadThresholds,
        /// Whether it also runs after every change, and not on the schedule alone.
        "afterChange" after_change: bool = false,
    }
}

crate::whole! {
    /// How many records a second are written.
    pub struct RecordRate("a number of records a second", u32, 1..=20_000);
}

crate::record! {
    /// What must hold under a load. A percentile is the time from when a record was to be sent,
    /// not from when the producer got to it, to when it was acknowledged.
    pub struct LoadThresholds {
        /// What half of the records take at most.
        "p50" p50: Option<Duration>,
        /// What 99 of 100 records take at most.
        "p99" p99: Option<Duration>,
        /// What 999 of 1000 records take at most.
        "p999" p999: Option<Duration>,
        /// How many records a second are acknowledged at least.
        "throughput" throughput: Option<LoadRate>,
    }
}

impl LoadThresholds {
    /// Returns whether nothing must hold.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.p50.is_none() && self.p99.is_none() && self.p999.is_none() && self.throughput.is_none()
    }
}

crate::words! {
    /// How many copies must have a record before it counts as written (Kafka: `acks`).
    pub enum LoadAcks("a number of acknowledgements") {
        /// The leader's.
        Leader = "1",
        /// All that are in sync.
        All = "all",
    }
}

crate::words! {
    /// How records are made smaller (Kafka: `compression.type`).
    pub enum LoadCompression("a compression") {
        /// Not at all.
        None = "none",
        /// gzip.
        Gzip = "gzip",
        /// Snappy.
        Snappy = "snappy",
        /// LZ4.
        Lz4 = "lz4",
    }
}
