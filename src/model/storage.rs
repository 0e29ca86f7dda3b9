//! Where brokers keep their data.

use std::collections::BTreeMap;

use super::{name::ObjectName, nothing::Nothing, quantity::Capacity};

crate::whole! {
    /// The number of a volume; it becomes part of the claim's name and must never change.
    pub struct VolumeId("a volume's number", u16, 0..=999);
}

crate::choice! {
    /// Where the brokers of a pool keep their data.
    pub enum Storage {
        /// Volumes that outlive their pod (Strimzi: `jbod`, also for a single volume).
        "volumes" Volumes(BTreeMap<VolumeId, Volume>),
        /// A directory that is lost with its pod.
        "ephemeral" Ephemeral(Nothing),
    }
}

crate::record! {
    /// A persistent volume of a broker.
    pub struct Volume {
        /// Its size.
        "size" size: Capacity,
        /// Its storage class; the cluster's default where nothing is said.
        "class" class: Option<ObjectName>,
        /// Whether the claim goes when the cluster goes.
        "deleteClaim" delete_claim: bool = false,
    }
}
