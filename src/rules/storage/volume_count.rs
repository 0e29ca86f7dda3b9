//! Refuses pools with more volumes than the release and its metadata version allow, or none.
//!
//! # Why
//! A broker in KRaft mode keeps topics on several disks only since Kafka 3.7 (KIP-858). Strimzi
//! 0.40 refuses a second disk, later releases ask for metadata version 3.7-IV2.
//!
//! # Example
//! Two volumes with `operator.version: 0.40.0`.
//!
//! # Instead
//! One larger volume, or a newer release of the operator and of Kafka.
//!
//! # Source
//! Strimzi: `NodePoolUtils.validateNodePools` and `StorageUtils`, CHANGELOG 0.41.0.

use crate::{
    catalog::operator::JbodLimit,
    derive::version,
    finding::{Finding, ModelPath, Outcome},
    model::{Deployment, storage::Storage},
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new(
    "storage/volume-count",
    include_str!("volume_count.rs"),
    check,
);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let metadata = version::metadata(deployment);
    let limit = version::release(deployment).max_jbod_volumes();
    let pools = deployment.cluster.node_pools.iter();
    let wrong = pools.filter_map(|(name, pool)| {
        let Storage::Volumes(volumes) = &pool.storage else {
            return None;
        };
        let help = match volumes.len() {
            0 => "add a volume, such as `0: {size: 10Gi}`".to_owned(),
            count if limit.allows(count, metadata) => return None,
            _ => instead(limit),
        };
        Some((name, volumes.len(), help))
    });
    wrong
        .map(|(name, count, help)| {
            let path = ModelPath::of(&["cluster", "nodePools", name.as_str(), "storage", "volumes"]);
            let message = match count {
                0 => format!("the pool `{name}` has no volume"),
                _ => format!(
                    "the pool `{name}` has {count} volumes, and the operator {} with metadata version {metadata} does not take them",
                    deployment.operator.version
                ),
            };
            RULE.error(path, message).outcome(Outcome::Refused).help(help)
        })
        .collect()
}

fn instead(limit: JbodLimit) -> String {
    match limit {
        JbodLimit::MetadataVersion(lowest) => {
            format!("raise the metadata version to {lowest} or newer, or keep one volume")
        }
        JbodLimit::Disks(most) => format!("keep {most}, or choose a newer operator"),
        JbodLimit::Unlimited => "keep one volume".to_owned(),
    }
}
