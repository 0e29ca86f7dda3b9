//! What is expected of the cluster under a stated load.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A load, and what the cluster must do under it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Load {
    /// How many records a second are written.
    pub rate: u32,
    /// How many bytes the value of a record has.
    pub record_bytes: u32,
    /// How many milliseconds are written before anything is measured.
    pub warm_up_milliseconds: u64,
    /// How many milliseconds are measured, for each way of writing.
    pub milliseconds: u64,
    /// How many copies must have a record before it counts as written.
    pub acks: Vec<Acks>,
    /// How records are made smaller.
    pub compression: Vec<Compression>,
    /// What must hold for each way of writing.
    pub thresholds: Thresholds,
}

/// A load that is more than one pod can write, and what the cluster must do under all of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SharedLoad {
    /// How many pods write it, each its share of the rate.
    pub pods: u32,
    /// What all of them write together.
    pub load: Load,
}

/// What must hold under a load; a percentile is the time from when a record was to be sent to
/// when it was acknowledged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Thresholds {
    /// Half of the records take at most so many milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub p50_milliseconds: Option<u64>,
    /// 99 of 100 records take at most so many milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub p99_milliseconds: Option<u64>,
    /// 999 of 1000 records take at most so many milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub p999_milliseconds: Option<u64>,
    /// At least so many records a second are acknowledged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub throughput: Option<u32>,
}

/// How many copies must have a record before it counts as written (Kafka: `acks`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Acks {
    /// None of them: the producer asks for no answer.
    None,
    /// The leader's.
    Leader,
    /// All that are in sync.
    All,
}

/// How records are made smaller (Kafka: `compression.type`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Compression {
    /// Not at all.
    None,
    /// gzip.
    Gzip,
    /// Snappy.
    Snappy,
    /// LZ4.
    Lz4,
}
