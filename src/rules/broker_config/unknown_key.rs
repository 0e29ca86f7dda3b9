//! Refuses a setting that Kafka's brokers do not know, and warns of a known one among those of
//! plugins.
//!
//! # Why
//! Strimzi lets unknown keys pass, because a plugin may read them, and a broker only logs them: a
//! misspelt key is a setting that nobody has.
//!
//! # Example
//! `config: {num.io.thread: 8}`.
//!
//! # Instead
//! `config: {num.io.threads: 8}`; a setting of a plugin goes to `extraConfig`, where nobody
//! checks it.
//!
//! # Source
//! Kafka: `KafkaConfig.configDef` of the version; Strimzi: `KafkaConfiguration.unknownConfigs`.

use super::{forbidden, message_format};
use crate::{
    catalog::kafka_config::{self, Definitions},
    derive::version,
    finding::{Finding, Outcome},
    model::{
        Deployment,
        cluster::{Authorization, Cluster},
    },
    rules::{broker_setting, rule::Rule, suggestion::Suggestions},
};

pub(super) const RULE: Rule = Rule::new(
    "broker-config/unknown-key",
    include_str!("unknown_key.rs"),
    check,
);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let Some(known) = kafka_config::broker(version::kafka(deployment)) else {
        return Vec::new();
    };
    misspelt(deployment, known)
        .into_iter()
        .chain(misplaced(deployment, known))
        .collect()
}

fn misspelt(deployment: &Deployment, known: Definitions) -> Vec<Finding> {
    let cluster = &deployment.cluster;
    let release = version::release(deployment);
    let mut near = Suggestions::among(known.iter().map(|(name, _)| name));
    let mut findings = Vec::new();
    for setting in broker_setting::all(cluster) {
        let key = setting.key;
        let passes = cluster.extra_config.contains_key(key)
            || known.get(key).is_some()
            || is_strimzis(key)
            || is_authorizers(cluster, key)
            || message_format::judges(key)
            || forbidden::removed(cluster, release, key).is_some();
        if !passes {
            let message = format!(
                "Kafka {} knows no setting `{key}` of a broker",
                version::kafka(deployment)
            );
            let help = near.help(key, "write it below `extraConfig` if a plugin reads it");
            findings.push(
                RULE.error(setting.path, message)
                    .outcome(Outcome::Ignored)
                    .help(help),
            );
        }
    }
    findings
}

/// Returns whether a key is read by the authorizer that the cluster has.
fn is_authorizers(cluster: &Cluster, key: &str) -> bool {
    key == broker_setting::OPENS && matches!(cluster.authorization, Authorization::Simple(_))
}

/// Returns whether a key belongs to a plugin or a listener that Strimzi sets up itself.
fn is_strimzis(key: &str) -> bool {
    key.starts_with("cruise.control.metrics.") || key.starts_with("listener.name.")
}

fn misplaced(deployment: &Deployment, known: Definitions) -> impl Iterator<Item = Finding> {
    let cluster = &deployment.cluster;
    let extra =
        broker_setting::all(cluster).filter(|setting| !cluster.config.contains_key(setting.key));
    extra
        .filter(move |setting| known.get(setting.key).is_some())
        .map(|setting| {
            let message = format!("`{}` is a setting of Kafka's own", setting.key);
            RULE.warning(setting.path, message)
                .help("write it below `cluster.config`")
        })
}
