//! Warns of protocol and format versions that a cluster in KRaft mode does not read.
//!
//! # Why
//! `inter.broker.protocol.version` and `log.message.format.version` belong to clusters on
//! ZooKeeper. In KRaft mode the metadata version stands for both, and Strimzi shows a warning.
//!
//! # Example
//! `config: {inter.broker.protocol.version: "3.7"}`.
//!
//! # Instead
//! `metadataVersion: 3.7`.
//!
//! # Source
//! Strimzi: `KafkaSpecChecker.checkInterBrokerProtocolVersionInKRaft` and
//! `checkLogMessageFormatVersionInKRaft`; KIP-778.

use crate::{
    finding::{Finding, Outcome},
    model::Deployment,
    rules::{broker_setting, rule::Rule},
};

pub(super) const RULE: Rule = Rule::new(
    "broker-config/message-format",
    include_str!("message_format.rs"),
    check,
);

const KEYS: [&str; 2] = [
    "inter.broker.protocol.version",
    "log.message.format.version",
];

/// Returns whether a key is the business of this rule.
pub(super) fn judges(key: &str) -> bool {
    KEYS.contains(&key)
}

fn check(deployment: &Deployment) -> Vec<Finding> {
    let written = KEYS
        .iter()
        .filter_map(|key| broker_setting::written(&deployment.cluster, key));
    written
        .map(|setting| {
            let message = format!("`{}` says nothing to a cluster in KRaft mode", setting.key);
            RULE.warning(setting.path, message)
                .outcome(Outcome::Ignored)
                .help("say it in `cluster.metadataVersion`")
        })
        .collect()
}
