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
        forbidden_config::{Owner, forbidden_prefix},
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
    let brokers = broker_setting::all(cluster)
        .filter(|setting| !is_listener_key(cluster, release, setting.key))
        .filter_map(|setting| judge(Owner::Brokers, setting.key, setting.path, release));
    let control = cluster
        .cruise_control
        .iter()
        .flat_map(|control| control.config.keys());
    let control = control.map(ConfigKey::as_str).filter_map(|key| {
        let path = ModelPath::of(&["cluster", "cruiseControl", "config", key]);
        judge(Owner::CruiseControl, key, path, release)
    });
    brokers.chain(control).collect()
}

fn judge(owner: Owner, key: &str, path: ModelPath, release: &Release) -> Option<Finding> {
    let prefix = forbidden_prefix(owner, key, release)?;
    let message = format!(
        "the operator leaves `{key}` out: it takes every key for itself that begins with `{prefix}`"
    );
    Some(
        RULE.error(path, message)
            .outcome(Outcome::Dropped)
            .help(instead(prefix)),
    )
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

/// The release from which on a few settings of one listener are kept.
const LISTENER_KEYS_SINCE: (u16, u16) = (0, 51);

fn is_listener_key(cluster: &Cluster, release: &Release, key: &str) -> bool {
    let number = release.number();
    if (number.major, number.minor) < LISTENER_KEYS_SINCE {
        return false;
    }
    let Some((listener, setting)) = key
        .strip_prefix("listener.name.")
        .and_then(|rest| rest.split_once('.'))
    else {
        return false;
    };
    let known = cluster
        .listeners
        .iter()
        .any(|(name, known)| format!("{name}-{}", known.port) == listener);
    known
        && matches!(
            setting,
            "connections.max.reauth.ms" | "max.connections" | "max.connection.creation.rate"
        )
}
