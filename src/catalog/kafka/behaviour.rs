//! What brokers of some versions do otherwise than those of others.

use std::sync::LazyLock;

use serde::Deserialize;

use super::KafkaVersion;
use crate::catalog::timeline::Timeline;

/// The source of each is named where it is asked for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Behaviour {
    min_insync_replicas_at_most_replicas: Timeline<bool>,
}

static BEHAVIOUR: LazyLock<Behaviour> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../kafka-configs/behaviour.json"))
        .expect("the embedded behaviour.json is parsed by the tests of the catalogue")
});

impl KafkaVersion {
    /// Returns whether a topic with fewer copies than `min.insync.replicas` wants all of its copies,
    /// and not more than it has (Kafka: `Partition.effectiveMinIsr`, which 3.6.2 lacks and 3.7.0 has).
    #[must_use]
    pub fn wants_at_most_all_replicas_in_sync(self) -> bool {
        let timeline = &BEHAVIOUR.min_insync_replicas_at_most_replicas;
        timeline.at(self.number()).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_change_came_with_3_7() {
        let of = |version: &str| {
            let version: super::KafkaVersion = version.parse().unwrap();
            version.wants_at_most_all_replicas_in_sync()
        };
        assert!(!of("3.6.2") && of("3.7.0") && of("4.2.1"));
    }
}
