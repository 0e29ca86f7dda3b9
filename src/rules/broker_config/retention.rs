//! Refuses a retention of no time at all.
//!
//! # Why
//! Kafka takes the finest unit that is written, and wants at least a millisecond: the first broker
//! that is restarted with less does not come back. The operator does not look at it.
//!
//! # Example
//! `log.retention.ms: 0`.
//!
//! # Instead
//! How long records are to be kept; `-1` for ever.
//!
//! # Source
//! Kafka: `KafkaConfig.validateValues` ("log.retention.ms must be unlimited (-1) or, greater than or
//! equal to 1").

use crate::{
    finding::{Finding, Outcome},
    model::Deployment,
    rules::{broker_setting, rule::Rule},
};

pub(super) const RULE: Rule = Rule::new(
    "broker-config/retention",
    include_str!("retention.rs"),
    check,
);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let written = |key| broker_setting::written(&deployment.cluster, key);
    let Some(setting) = broker_setting::LOG_RETENTION
        .iter()
        .find_map(|(key, _)| written(key))
    else {
        return Vec::new();
    };
    if setting.value.as_str().trim().parse() != Ok(0_i64) {
        return Vec::new();
    }
    let message = format!(
        "`{}` is 0: Kafka keeps records for a millisecond at least, and no broker starts",
        setting.key
    );
    vec![
        RULE.error(setting.path, message)
            .outcome(Outcome::FailsLater)
            .help("write how long records are to be kept; -1 keeps them for ever"),
    ]
}
