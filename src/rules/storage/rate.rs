//! Warns where what is written to the topics needs more than the brokers' volumes.
//!
//! # Why
//! A topic keeps what is written during its `retention`, on every broker that has a copy. When a
//! volume is full, its broker stops. The active segment comes on top, so the sum is a lower bound.
//!
//! # Example
//! `rate: 1Mi` with `retention: 7d` and 3 copies needs 1.7 TiB.
//!
//! # Instead
//! Larger volumes, more brokers, a shorter `retention`, or a `retentionSize`, with which the oldest
//! records go when there are too many. Only topics with a `rate` or a `retentionSize` are counted;
//! what a compacted one keeps depends on its keys.
//!
//! # Source
//! Kafka: `retention.ms`, `retention.bytes`, of which the one that is reached first holds; the sum
//! is this tool's.

use super::retention_size::{self, of_one_copy, room};
use crate::{
    finding::{Finding, ModelPath, Outcome},
    model::{
        Deployment,
        cluster::Cluster,
        quantity::spoken,
        topic::{Cleanup, Topic},
    },
    rules::{broker_setting, rule::Rule},
};

pub(super) const RULE: Rule = Rule::new("storage/rate", include_str!("rate.rs"), check);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let room = room(deployment);
    let need = retention_size::sum(deployment, |topic| {
        let limits = [of_one_copy(topic), by_rate(&deployment.cluster, topic)];
        limits.into_iter().flatten().min()
    });
    // Where the sizes alone are too large, `storage/retention-size` says so.
    if room == 0 || need <= room || retention_size::need(deployment) > room {
        return Vec::new();
    }
    let message = format!(
        "what is written to the topics needs {}, and the volumes of all brokers hold {}",
        spoken(need),
        spoken(room)
    );
    let finding = RULE
        .warning(ModelPath::of(&["topics"]), message)
        .outcome(Outcome::FailsLater)
        .help("enlarge the volumes, shorten `retention`, or limit the largest topics by `retentionSize`");
    vec![finding]
}

/// Returns the bytes that are written to one copy until the first records are old.
fn by_rate(cluster: &Cluster, topic: &Topic) -> Option<u64> {
    let rate = topic.rate.as_ref()?.get();
    if topic.cleanup != Cleanup::Delete {
        return None;
    }
    let kept = broker_setting::retention(cluster, topic)?.as_milliseconds();
    Some(rate.saturating_mul(kept.div_ceil(1000)))
}
