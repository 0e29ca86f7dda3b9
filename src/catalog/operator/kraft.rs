//! What KRaft asks of the resources: annotations, and a limit to the disks of a broker.

use serde::Deserialize;

use crate::catalog::kafka::MetadataVersion;

/// What `strimzi.io/kraft` and `strimzi.io/node-pools` mean to a release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum KraftAnnotations {
    /// Without them the cluster runs on ZooKeeper (0.40 to 0.45).
    Select,
    /// Without them the resource is refused (0.46 and 0.47).
    Required,
    /// They have no effect (from 0.48 on).
    Ignored,
}

/// How many disks a node pool may list under `storage.type: jbod`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JbodLimit {
    /// At most this number, whatever the metadata version.
    Disks(usize),
    /// More than one needs at least this metadata version (KIP-858).
    MetadataVersion(MetadataVersion),
    /// No limit.
    Unlimited,
}

/// The limit as the data file writes it.
#[derive(Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct JbodData {
    disks: Option<usize>,
    metadata_version: Option<MetadataVersion>,
}

impl JbodData {
    pub(super) fn limit(self) -> JbodLimit {
        match (self.disks, self.metadata_version) {
            (Some(disks), _) => JbodLimit::Disks(disks),
            (None, Some(version)) => JbodLimit::MetadataVersion(version),
            (None, None) => JbodLimit::Unlimited,
        }
    }
}

impl JbodLimit {
    /// Returns whether a pool with `disks` disks is accepted at `metadata`.
    #[must_use]
    pub fn allows(self, disks: usize, metadata: MetadataVersion) -> bool {
        match self {
            Self::Disks(most) => disks <= most,
            Self::MetadataVersion(lowest) => disks <= 1 || metadata >= lowest,
            Self::Unlimited => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_disk_waits_for_the_metadata_version() {
        let limit = JbodLimit::MetadataVersion("3.7-IV2".parse().unwrap());
        assert!(limit.allows(1, "3.6".parse().unwrap()));
        assert!(!limit.allows(2, "3.7-IV1".parse().unwrap()));
        assert!(limit.allows(2, "3.7".parse().unwrap()));
    }

    #[test]
    fn a_fixed_number_of_disks_is_inclusive() {
        let newest = "3.7".parse().unwrap();
        assert!(JbodLimit::Disks(1).allows(1, newest));
        assert!(!JbodLimit::Disks(1).allows(2, newest));
    }
}
