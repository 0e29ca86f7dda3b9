//! Warns where the topics may grow larger than the brokers' volumes.
//!
//! # Why
//! `retentionSize` lets each partition grow to that size, on every broker that has a copy. When
//! a volume is full, its broker stops. The active segment comes on top, so the sum is a lower
//! bound.
//!
//! # Example
//! A topic of 100 partitions and 3 copies with `retentionSize: 1Gi` on three volumes of 50Gi.
//!
//! # Instead
//! Larger volumes, a smaller `retentionSize` or fewer partitions.
//!
//! # Source
//! Kafka: `retention.bytes` counts for each partition; the sum is this tool's.

use crate::{
    finding::{Finding, ModelPath, Outcome},
    model::{Deployment, quantity::spoken, topic::Topic},
    rules::{broker_setting, rule::Rule},
};

pub(super) const RULE: Rule = Rule::new(
    "storage/retention-size",
    include_str!("retention_size.rs"),
    check,
);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let room = room(deployment);
    let need = need(deployment);
    if room == 0 || need <= room {
        return Vec::new();
    }
    let message = format!(
        "the topics may grow to {}, and the volumes of all brokers hold {}",
        spoken(need),
        spoken(room)
    );
    let finding = RULE
        .warning(ModelPath::of(&["topics"]), message)
        .outcome(Outcome::FailsLater)
        .help("enlarge the volumes, or lower `retentionSize` of the largest topics");
    vec![finding]
}

/// Returns the bytes of all brokers' volumes.
pub(super) fn room(deployment: &Deployment) -> u64 {
    let pools = deployment.cluster.node_pools.values();
    pools
        .filter(|pool| pool.is_broker())
        .map(|pool| {
            pool.storage_per_node()
                .saturating_mul(pool.replicas.get().into())
        })
        .fold(0, u64::saturating_add)
}

/// Returns the bytes that the topics with a size may take, all copies together.
pub(super) fn need(deployment: &Deployment) -> u64 {
    sum(deployment, of_one_copy)
}

/// Returns the bytes of all copies of the topics, of whose one copy `of_one_copy` knows the bytes.
pub(super) fn sum(deployment: &Deployment, of_one_copy: impl Fn(&Topic) -> Option<u64>) -> u64 {
    let topics = deployment.topics.values();
    topics
        .filter_map(|topic| {
            let copies = broker_setting::replicas(&deployment.cluster, topic);
            Some(of_one_copy(topic)?.saturating_mul(u64::try_from(copies).unwrap_or(1)))
        })
        .fold(0, u64::saturating_add)
}

/// Returns the bytes that one copy of a topic with a size may take.
pub(super) fn of_one_copy(topic: &Topic) -> Option<u64> {
    let size = topic.retention_size.as_ref()?.get();
    Some(size.saturating_mul(topic.partitions.get().into()))
}
