//! Refuses settings that Strimzi takes for itself.
//!
//! # Why
//! The operator leaves them out of the brokers' configuration, with a line in its log that few
//! people read. It compares prefixes, so a key may be hit that was not meant: `log.dir` takes
//! `log.dir.failure.timeout.ms` with it.
//!
//! # Example
//! `config: {broker.rack: a}` or `cruiseControl: {config: {self.healing.enabled: true}}`.
//!
//! # Instead
//! Say it where the model has a field for it: `listeners`, `authorization`, `rack`, `nodePools`.
//! From 0.51 on, a few keys of a listener are kept, such as
//! `listener.name.tls-9093.max.connections`.
//!
//! # Source
//! Strimzi: `AbstractConfiguration.filterForbidden`, `KafkaClusterSpec.FORBIDDEN_PREFIXES`,
//! `CruiseControlSpec.FORBIDDEN_PREFIXES`, `KafkaConfiguration.modifyWithListeners`.

use crate::{
    catalog::{
        cruise_control,
        kafka_config::{Forbidden, listener_key},
        operator::Release,
    },
    derive::version,
    finding::{Finding, ModelPath, Outcome},
    model::{Deployment, cluster::Cluster, config::ConfigKey},
    rules::{broker_setting, rule::Rule},
};

pub(super) const RULE: Rule = Rule::new(
    "broker-config/forbidden",
    include_str!("forbidden.rs"),
    check,
);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let release = version::release(deployment);
    let cluster = &deployment.cluster;
    let brokers = broker_setting::all(cluster).filter_map(|setting| {
        let prefix = removed(cluster, release, setting.key)?;
        Some(finding(setting.key, prefix, setting.path))
    });
    let control = cluster
        .cruise_control
        .iter()
        .flat_map(|control| control.config.keys());
    let control = control.map(ConfigKey::as_str).filter_map(|key| {
        let path = ModelPath::of(&["cluster", "cruiseControl", "config", key]);
        Some(finding(key, cruise_control::forbidden_prefix(key)?, path))
    });
    brokers.chain(control).collect()
}

/// Returns the prefix for which the operator removes a setting of the brokers.
pub(super) fn removed(cluster: &Cluster, release: &Release, key: &str) -> Option<&'static str> {
    let listener = listener_key(release, key);
    let mut doors = cluster.listeners.iter();
    if listener
        .is_some_and(|named| doors.any(|(name, door)| named == format!("{name}-{}", door.port)))
    {
        return None;
    }
    Forbidden::of(release).prefix_of(key)
}

fn finding(key: &str, prefix: &str, path: ModelPath) -> Finding {
    let message = format!(
        "the operator leaves `{key}` out: it takes every key for itself that begins with `{prefix}`"
    );
    RULE.error(path, message)
        .outcome(Outcome::Dropped)
        .help(instead(prefix))
}

fn instead(prefix: &str) -> &'static str {
    match prefix {
        "listeners"
        | "advertised."
        | "listener."
        | "host.name"
        | "port"
        | "sasl."
        | "ssl."
        | "inter.broker.listener.name"
        | "security."
        | "password." => "say it in `cluster.listeners`, or take it away",
        "authorizer." | "super.user" => "say it in `cluster.authorization`, or take it away",
        "broker." => "say it in `cluster.rack` or in `cluster.nodePools`, or take it away",
        "node.id" | "process.roles" | "log.dir" | "metadata.log.dir" => {
            "say it in `cluster.nodePools`, or take it away"
        }
        _ => "take it away",
    }
}
