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
    model::{Deployment, quantity::spoken},
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
fn room(deployment: &Deployment) -> u64 {
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
fn need(deployment: &Deployment) -> u64 {
    let topics = deployment.topics.values();
    topics
        .filter_map(|topic| {
            let size = topic.retention_size.as_ref()?.get();
            let copies = broker_setting::replicas(&deployment.cluster, topic);
            let copies = u64::try_from(copies).unwrap_or(1);
            Some(
                size.saturating_mul(topic.partitions.get().into())
                    .saturating_mul(copies),
            )
        })
        .fold(0, u64::saturating_add)
}
