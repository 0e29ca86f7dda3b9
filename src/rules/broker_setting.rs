//! Settings of the brokers as they take effect: what is written, else Kafka's default.

use crate::{
    finding::ModelPath,
    model::{cluster::Cluster, config::ConfigValue, duration::Duration, topic::Topic},
};

/// A setting of the brokers that is written.
#[derive(Clone, Debug)]
pub(super) struct Setting<'a> {
    /// Where it is written.
    pub(super) path: ModelPath,
    /// Its key.
    pub(super) key: &'a str,
    /// Its value.
    pub(super) value: &'a ConfigValue,
}

/// Returns every setting that is written, those of plugins last.
pub(super) fn all(cluster: &Cluster) -> impl Iterator<Item = Setting<'_>> {
    let maps = [
        ("config", &cluster.config),
        ("extraConfig", &cluster.extra_config),
    ];
    maps.into_iter().flat_map(|(field, map)| {
        map.iter().map(move |(key, value)| Setting {
            path: ModelPath::of(&["cluster", field, key.as_str()]),
            key: key.as_str(),
            value,
        })
    })
}

/// Returns the setting of a key, if it is written.
pub(super) fn written<'a>(cluster: &'a Cluster, key: &'a str) -> Option<Setting<'a>> {
    let map = |field, value| Setting {
        path: ModelPath::of(&["cluster", field, key]),
        key,
        value,
    };
    let extra = || {
        cluster
            .extra_config
            .get(key)
            .map(|value| map("extraConfig", value))
    };
    cluster
        .config
        .get(key)
        .map(|value| map("config", value))
        .or_else(extra)
}

/// The setting of Kafka's own authorizer that no broker defines
/// (`StandardAuthorizer.ALLOW_EVERYONE_IF_NO_ACL_IS_FOUND_CONFIG`).
pub(super) const OPENS: &str = "allow.everyone.if.no.acl.found";

/// Returns the setting that lets everyone do what no access control list is about; the authorizer
/// takes any text for `false` that is not `true` in any case.
pub(super) fn opened(cluster: &Cluster) -> Option<Setting<'_>> {
    written(cluster, OPENS).filter(|setting| setting.value.as_str().eq_ignore_ascii_case("true"))
}

/// Returns a setting that is a whole number; the default where it is not written or is none.
pub(super) fn number(cluster: &Cluster, key: &str, default: i64) -> i64 {
    let written = written(cluster, key).and_then(|setting| setting.value.as_str().parse().ok());
    written.unwrap_or(default)
}

/// Returns how many copies a topic gets that does not say it (Kafka: 1).
pub(super) fn replication_factor(cluster: &Cluster) -> i64 {
    number(cluster, "default.replication.factor", 1)
}

/// Returns how many copies a topic has.
pub(super) fn replicas(cluster: &Cluster, topic: &Topic) -> i64 {
    topic.replicas.map_or_else(
        || replication_factor(cluster),
        |replicas| replicas.get().into(),
    )
}

/// Returns how many copies of a topic must have a record before it counts as written.
pub(super) fn min_insync_replicas(cluster: &Cluster, topic: &Topic) -> i64 {
    topic.min_insync_replicas.map_or_else(
        || number(cluster, "min.insync.replicas", 1),
        |replicas| replicas.get().into(),
    )
}

/// Returns how long a topic keeps its records; none where it keeps them for ever.
pub(super) fn retention(cluster: &Cluster, topic: &Topic) -> Option<Duration> {
    topic.retention.or_else(|| log_retention(cluster))
}

const HOUR: u64 = 3_600_000;

/// The units in which the brokers' own retention is written, in milliseconds, the finest first: the
/// first one that is written counts (Kafka: `log.retention.ms`).
pub(super) const LOG_RETENTION: [(&str, u64); 3] = [
    ("log.retention.ms", 1),
    ("log.retention.minutes", 60_000),
    ("log.retention.hours", HOUR),
];

/// The brokers' own retention; a week where nothing is written.
fn log_retention(cluster: &Cluster) -> Option<Duration> {
    let finest = LOG_RETENTION.into_iter().find_map(|(key, unit)| {
        let count: i64 = written(cluster, key)?.value.as_str().parse().ok()?;
        Some((count, unit))
    });
    let (count, unit) = finest.unwrap_or((168, HOUR));
    let count = u64::try_from(count).ok()?;
    Some(Duration::milliseconds(count.saturating_mul(unit)))
}
