//! Configurations of the brokers: which restart nodes, which take effect at once, and which lose
//! data or cut clients off besides.
//!
//! Whether a node restarts is what Strimzi makes of Kafka's update modes: read-only configurations
//! restart it, dynamic ones are set while it runs, and what Kafka does not know may belong to a
//! plugin and restarts it. Nodes that are controllers alone look only at what controllers read
//! (`KafkaConfiguration.CONTROLLER_RELEVANT_CONFIGS`), and operators before 0.47 restart them for
//! dynamic ones too (`KafkaReconciler.perBrokerKafkaConfiguration`).

use serde_json::Value;

use super::{
    Consequence, Fact, Restart,
    config::{self, is_less, likely_version, returns_to},
    judge::pods,
    scene::{Scene, has_role},
    threads,
};
use crate::{
    catalog::kafka_config::{self, Forbidden, UpdateMode},
    change::{Class, FieldChange, unit::number},
};

/// Configurations that set one limit together, the first that is set wins; each with how many
/// milliseconds one unit of it is. Kafka's default is that of the last.
type Limit = &'static [(&'static str, i64)];

const RETENTION: Limit = &[
    ("log.retention.ms", 1),
    ("log.retention.minutes", 60_000),
    ("log.retention.hours", 3_600_000),
];

const ROLL: Limit = &[("log.roll.ms", 1), ("log.roll.hours", 3_600_000)];

/// What the controllers read, as far as a resource may set it.
const CONTROLLER: [&str; 57] = [
    "alter.config.policy.class.name",
    "auto.create.topics.enable",
    "background.threads",
    "broker.heartbeat.interval.ms",
    "broker.session.timeout.ms",
    "connection.failed.authentication.delay.ms",
    "connections.max.idle.ms",
    "connections.max.reauth.ms",
    "controlled.shutdown.enable",
    "controlled.shutdown.max.retries",
    "controlled.shutdown.retry.backoff.ms",
    "controller.quorum.append.linger.ms",
    "controller.quorum.election.backoff.max.ms",
    "controller.quorum.election.timeout.ms",
    "controller.quorum.fetch.timeout.ms",
    "controller.quorum.request.timeout.ms",
    "controller.quorum.retry.backoff.ms",
    "controller.quota.window.num",
    "controller.quota.window.size.seconds",
    "controller.socket.timeout.ms",
    "create.topic.policy.class.name",
    "default.replication.factor",
    "delete.topic.enable",
    "early.start.listeners",
    "leader.imbalance.check.interval.seconds",
    "leader.imbalance.per.broker.percentage",
    "max.connection.creation.rate",
    "max.connections",
    "max.connections.per.ip",
    "max.connections.per.ip.overrides",
    "metadata.log.max.record.bytes.between.snapshots",
    "metadata.log.max.snapshot.interval.ms",
    "metadata.log.segment.bytes",
    "metadata.log.segment.min.bytes",
    "metadata.log.segment.ms",
    "metadata.max.idle.interval.ms",
    "metadata.max.retention.bytes",
    "metadata.max.retention.ms",
    "metric.reporters",
    "metrics.num.samples",
    "metrics.recording.level",
    "metrics.sample.window.ms",
    "min.insync.replicas",
    "num.io.threads",
    "num.network.threads",
    "num.partitions",
    "offsets.topic.replication.factor",
    "principal.builder.class",
    "queued.max.requests",
    "server.max.startup.time.ms",
    "socket.listen.backlog.size",
    "socket.receive.buffer.bytes",
    "socket.request.max.bytes",
    "socket.send.buffer.bytes",
    "transaction.state.log.min.isr",
    "transaction.state.log.replication.factor",
    "unclean.leader.election.enable",
];

/// Returns what the difference of one configuration does.
pub fn field(scene: &Scene<'_>, field: &FieldChange) -> Vec<Consequence> {
    let name = field.path.last().unwrap_or_default();
    if let Some(prefix) = scene
        .release(scene.after)
        .and_then(|release| Forbidden::of(release).prefix_of(name))
    {
        return vec![Consequence::new(
            Class::Reverted,
            Fact::new("kafka/config-owned"),
            "the operator drops it with a line in its log",
            format!("Strimzi sets what begins with `{prefix}` by itself"),
        )];
    }
    let mut told = taken(scene, field, name);
    told.extend(besides(scene, field, name));
    told
}

/// Returns how the nodes take the configuration; nothing where the version of Kafka is not known.
fn taken(scene: &Scene<'_>, field: &FieldChange, name: &str) -> Vec<Consequence> {
    let Some(known) = config::version(scene).and_then(kafka_config::broker) else {
        return Vec::new();
    };
    match known.get(name).map(|definition| definition.update) {
        None => vec![plugin(scene)],
        Some(UpdateMode::ReadOnly) => vec![restart(scene, name)],
        Some(UpdateMode::PerBroker | UpdateMode::ClusterWide) => threads::leap(scene, field, name)
            .map_or_else(|| dynamic(scene, name), |found| vec![found]),
    }
}

fn restart(scene: &Scene<'_>, name: &str) -> Consequence {
    let of_quorum = name.starts_with("controller.quorum.");
    let restarts = scene.nodes_where(|pool| {
        let controls = has_role(pool, "controller");
        if has_role(pool, "broker") {
            !of_quorum || controls
        } else {
            CONTROLLER.contains(&name) || is_of_tls_or_sasl(name)
        }
    });
    restarting(
        "kafka/config-static",
        restarts,
        "Kafka reads this configuration only when it starts",
    )
}

/// Controllers speak TLS and SASL to each other.
fn is_of_tls_or_sasl(name: &str) -> bool {
    name.starts_with("ssl.") || name.starts_with("sasl.")
}

fn dynamic(scene: &Scene<'_>, name: &str) -> Vec<Consequence> {
    let mut told = vec![Consequence::new(
        Class::Dynamic,
        Fact::new("kafka/config-dynamic"),
        "the brokers take it while they run",
        "Kafka counts this configuration among the dynamic ones, and the operator sets it so",
    )];
    let controllers = scene.nodes_where(|pool| !has_role(pool, "broker"));
    if !controllers.is_empty() && restarts_controllers(scene, name) {
        told.push(restarting(
            "kafka/config-controllers",
            controllers,
            "these operators set dynamic configurations at brokers alone, and make nodes that are \
             controllers alone anew",
        ));
    }
    told
}

/// Returns whether nodes that are controllers alone restart for a dynamic configuration.
pub(super) fn restarts_controllers(scene: &Scene<'_>, name: &str) -> bool {
    let read = CONTROLLER.contains(&name) || is_of_tls_or_sasl(name);
    read && scene.is_older_than(scene.after, "0.47.0")
}

fn plugin(scene: &Scene<'_>) -> Consequence {
    restarting(
        "kafka/config-plugin",
        scene.nodes(Some("broker")),
        "Kafka does not know this configuration, so the operator takes it for one of a plugin, which \
         reads it when it starts",
    )
}

/// States that nodes restart for a configuration.
pub(super) fn restarting(fact: &'static str, restarts: Vec<Restart>, reason: &str) -> Consequence {
    let effect = format!("{} restart one at a time", pods(&restarts));
    Consequence::new(Class::RollingRestart, Fact::new(fact), effect, reason).restarts(restarts)
}

/// Returns the value before and after, or the default that takes its place.
pub(super) fn values(scene: &Scene<'_>, field: &FieldChange, name: &str) -> [Option<String>; 2] {
    let default = returns_to(scene, name).or_else(|| likely_default(scene, name));
    [&field.before, &field.after].map(|value| value.as_ref().map(plain).or_else(|| default.clone()))
}

/// Returns what the configuration does to data and clients.
fn besides(scene: &Scene<'_>, field: &FieldChange, name: &str) -> Option<Consequence> {
    let [before, after] = values(scene, field, name);
    let cut = is_less(before.as_deref(), after.as_deref());
    if let Some(found) = limit(scene, name) {
        return found.into_iter().next();
    }
    let becomes = |wanted: &str| after.as_deref() == Some(wanted);
    Some(match name {
        "log.retention.bytes" if cut => config::retention("kafka/retention-cut"),
        "log.segment.bytes" if cut => config::segment("kafka/segment-cut"),
        "log.cleaner.delete.retention.ms"
        | "log.cleaner.min.compaction.lag.ms"
        | "log.cleaner.max.compaction.lag.ms"
            if cut =>
        {
            config::compaction("kafka/compaction-cut")
        }
        "message.max.bytes" if cut => config::message_size("kafka/message-size-cut"),
        "offsets.retention.minutes" if cut => offsets(),
        "log.cleanup.policy" => config::policy_change(
            "kafka/cleanup-policy",
            before.as_deref(),
            &after.unwrap_or_default(),
        ),
        "unclean.leader.election.enable" if becomes("true") => config::unclean(),
        "min.insync.replicas" => config::in_sync(
            scene,
            replicas(scene),
            [before.as_deref(), after.as_deref()],
        ),
        "ssl.enabled.protocols" | "ssl.cipher.suites" | "ssl.protocol" => tls(),
        "auto.create.topics.enable" if becomes("true") => anyone_creates(),
        "allow.everyone.if.no.acl.found" if becomes("true") => open(),
        "allow.everyone.if.no.acl.found" => closed(),
        _ if cut && name.starts_with("max.connection") => connections(),
        _ => return None,
    })
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn likely_default(scene: &Scene<'_>, name: &str) -> Option<String> {
    let known = kafka_config::broker(likely_version(scene)?)?;
    known.get(name)?.default.clone()
}

/// Judges a configuration that sets a limit together with others: none where it is no such one, and
/// nothing where the limit is not cut.
fn limit(scene: &Scene<'_>, name: &str) -> Option<Vec<Consequence>> {
    let told = |limit, consequence: Consequence| {
        let [before, after] = [scene.was(), scene.now()].map(|side| in_force(scene, side, limit));
        let cut = matches!((before, after), (Some(before), Some(after)) if after < before);
        Vec::from_iter(cut.then_some(consequence))
    };
    let sets = |limit: Limit| limit.iter().any(|(known, _)| *known == name);
    if sets(RETENTION) {
        return Some(told(RETENTION, config::retention("kafka/retention-cut")));
    }
    sets(ROLL).then(|| told(ROLL, config::segment("kafka/segment-cut")))
}

/// Returns a limit in milliseconds; the largest number for none.
fn in_force(scene: &Scene<'_>, side: &Value, limit: Limit) -> Option<i64> {
    let config = &side["spec"]["kafka"]["config"];
    let set = limit.iter().find_map(|(name, unit)| {
        let value = number(&config[*name])?;
        Some(if value < 0 {
            i64::MAX
        } else {
            value.saturating_mul(*unit)
        })
    });
    set.or_else(|| {
        let (name, unit) = limit.last()?;
        let default: i64 = likely_default(scene, name)?.parse().ok()?;
        Some(default.saturating_mul(*unit))
    })
}

/// Returns the number of replicas that topics without one of their own have.
fn replicas(scene: &Scene<'_>) -> Option<i64> {
    number(&scene.now()["spec"]["kafka"]["config"]["default.replication.factor"])
}

fn offsets() -> Consequence {
    Consequence::new(
        Class::DataLoss,
        Fact::new("kafka/offsets-cut"),
        "the offsets of groups that were idle for longer are deleted",
        "such a group begins where its `auto.offset.reset` says, and reads again or skips",
    )
    .action("see that no consumer pauses for longer than that")
}

fn tls() -> Consequence {
    Consequence::new(
        Class::AccessRemoved,
        Fact::new("kafka/tls"),
        "clients that speak only what is left out now can't connect any more",
        "both sides have to have a version of TLS and a cipher in common",
    )
    .action("see which versions and ciphers the clients speak")
}

fn anyone_creates() -> Consequence {
    Consequence::new(
        Class::AccessGranted,
        Fact::new("kafka/auto-create"),
        "a client makes a topic by using its name, with the defaults of the brokers",
        "nobody looks after such a topic, and a slip of the pen makes one too",
    )
}

fn open() -> Consequence {
    Consequence::new(
        Class::AccessGranted,
        Fact::new("kafka/open-resources"),
        "everyone who gets in may use what no access control list names",
        "the authorizer lets such requests through",
    )
}

fn closed() -> Consequence {
    Consequence::new(
        Class::AccessRemoved,
        Fact::new("kafka/closed-resources"),
        "nobody may use what no access control list names",
        "the authorizer refuses such requests",
    )
}

fn connections() -> Consequence {
    Consequence::new(
        Class::AccessRemoved,
        Fact::new("kafka/connections-cut"),
        "connections beyond the new limit wait or are closed",
        "the broker counts them, and holds back what is too much",
    )
}
