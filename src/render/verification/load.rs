//! What the model expects of the cluster under a load.

use ::expectations::{Acks, Compression, Load, SharedLoad, Thresholds};

use crate::{
    derive::verification::Writing,
    model::{
        duration::Duration,
        verification::{LoadAcks, LoadCompression, LoadPods, LoadRate},
    },
};

/// Returns what several pods write, and what must hold under it.
pub fn shared(writing: &Writing<'_>, pods: LoadPods) -> SharedLoad {
    SharedLoad {
        pods: pods.get().into(),
        load: expected(writing),
    }
}

/// Returns the load and what must hold under it.
pub fn expected(writing: &Writing<'_>) -> Load {
    let thresholds = writing.thresholds;
    let milliseconds = |limit: Option<Duration>| limit.map(Duration::as_milliseconds);
    Load {
        rate: writing.rate,
        record_bytes: u32::try_from(writing.record_size.get()).unwrap_or(u32::MAX),
        warm_up_milliseconds: writing.warm_up.as_milliseconds(),
        milliseconds: writing.duration.as_milliseconds(),
        acks: writing
            .acks
            .iter()
            .map(|acks| acknowledgements(*acks))
            .collect(),
        compression: writing
            .compression
            .iter()
            .map(|kind| compression(*kind))
            .collect(),
        thresholds: Thresholds {
            p50_milliseconds: milliseconds(thresholds.p50),
            p99_milliseconds: milliseconds(thresholds.p99),
            p999_milliseconds: milliseconds(thresholds.p999),
            throughput: thresholds.throughput.map(LoadRate::get),
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
