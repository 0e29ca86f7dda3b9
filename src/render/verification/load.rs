//! What the model expects of the cluster under a load.

use ::expectations::{Acks, Compression, Load, Thresholds};

use crate::model::{
    duration::Duration,
    verification::{LoadAcks, LoadCompression, Performance, RecordRate},
};

/// Returns the load and what must hold under it.
pub fn expected(performance: &Performance) -> Load {
    let thresholds = &performance.thresholds;
    let milliseconds = |limit: Option<Duration>| limit.map(Duration::as_milliseconds);
    Load {
        rate: performance.rate.get(),
        record_bytes: u32::try_from(performance.record_size.get()).unwrap_or(u32::MAX),
        warm_up_milliseconds: performance.warm_up.as_milliseconds(),
        milliseconds: performance.duration.as_milliseconds(),
        acks: performance
            .acks
            .iter()
            .map(|acks| acknowledgements(*acks))
            .collect(),
        compression: performance
            .compression
            .iter()
            .map(|kind| compression(*kind))
            .collect(),
        thresholds: Thresholds {
            p50_milliseconds: milliseconds(thresholds.p50),
            p99_milliseconds: milliseconds(thresholds.p99),
            p999_milliseconds: milliseconds(thresholds.p999),
            throughput: thresholds.throughput.map(RecordRate::get),
        },
    }
}

const fn acknowledgements(acks: LoadAcks) -> Acks {
    match acks {
        LoadAcks::Leader => Acks::Leader,
        LoadAcks::All => Acks::All,
    }
}

const fn compression(kind: LoadCompression) -> Compression {
    match kind {
        LoadCompression::None => Compression::None,
        LoadCompression::Gzip => Compression::Gzip,
        LoadCompression::Snappy => Compression::Snappy,
        LoadCompression::Lz4 => Compression::Lz4,
    }
}
