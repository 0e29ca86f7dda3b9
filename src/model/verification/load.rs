//! A load of several pods: more than one can write, and started by hand.

use super::{LoadAcks, LoadCompression, LoadThresholds};
use crate::model::{duration::Duration, quantity::Bytes, resources::Resources};

crate::record! {
    /// A load that several pods write together, each its share, and what must hold under all of
    /// it. Nothing starts it by itself: it has a file of its own.
    pub struct Load {
        /// How many pods write it.
        "pods" pods: LoadPods,
        /// How many records a second all pods write together, for each way of writing one after
        /// the other.
        "rate" rate: LoadRate,
        /// How large the value of a record is.
        "recordSize" record_size: Bytes = Bytes::kibibytes(1),
        /// How long they write before they measure.
        "warmUp" warm_up: Duration = Duration::milliseconds(10_000),
        /// How long they measure.
        "duration" duration: Duration = Duration::milliseconds(60_000),
        /// How many copies must have a record before it counts as written.
        "acks" acks: Vec<LoadAcks> = vec![LoadAcks::All],
        /// How records are made smaller.
        "compression" compression: Vec<LoadCompression> = vec![LoadCompression::None],
        /// What must hold for each way of writing, all pods together.
        "thresholds" thresholds: LoadThresholds,
        /// What each pod gets.
        "resources" resources: Resources = Resources::of(256, 500),
    }
}

crate::whole! {
    /// How many pods write a load.
    pub struct LoadPods("a number of pods", u16, 2..=100);
}

crate::whole! {
    /// How many records a second several pods write together.
    pub struct LoadRate("a number of records a second", u32, 1..=2_000_000);
}
