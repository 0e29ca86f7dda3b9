//! Refuses settings of the brokers that Kafka does not take together.
//!
//! # Why
//! Each value is fine by itself, so the operator passes both on. Kafka holds them against each
//! other when it starts: the first broker that is restarted does not come back.
//!
//! # Example
//! `replica.fetch.wait.max.ms: 60000`, which is more than `replica.lag.time.max.ms` (30000).
//!
//! # Instead
//! Values that fit, such as the defaults of both.
//!
//! # Source
//! Kafka: `KafkaConfig.validateValues`, `GroupCoordinatorConfig` and `ShareGroupConfig` of the
//! version.

use crate::{
    catalog::kafka_config::{self, Condition, Definitions, Relation, condition},
    derive::version,
    finding::{Finding, Outcome},
    model::{Deployment, cluster::Cluster},
    rules::{broker_setting, rule::Rule},
};

pub(super) const RULE: Rule = Rule::new(
    "broker-config/conditions",
    include_str!("conditions.rs"),
    check,
);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let Some(known) = kafka_config::broker(version::kafka(deployment)) else {
        return Vec::new();
    };
    condition::of_brokers(known)
        .filter_map(|condition| judge(&deployment.cluster, known, condition))
        .collect()
}

fn judge(cluster: &Cluster, known: Definitions, condition: &'static Condition) -> Option<Finding> {
    let [setting, than] = [&condition.setting, &condition.than];
    let written = |key: &'static str| broker_setting::written(cluster, key);
    let place = written(setting).or_else(|| written(than))?;
    let [number, limit] = condition.broken(known, |key| {
        written(key).map(|setting| setting.value.as_str())
    })?;
    let wanted = wanted(condition);
    let message = format!(
        "`{setting}` is {number}, and Kafka wants {wanted} `{than}`, which is {limit}: no broker starts with these"
    );
    let least = condition.least(limit);
    Some(
        RULE.error(place.path, message)
            .outcome(Outcome::FailsLater)
            .help(format!(
                "write `{setting}: {least}` or more, or less of `{than}`"
            )),
    )
}

fn wanted(condition: &Condition) -> String {
    match (condition.relation, condition.times) {
        (Relation::AtLeast, 1) => "at least".to_owned(),
        (Relation::AtLeast, times) => format!("at least {times} times"),
        (Relation::MoreThan, _) => "more than".to_owned(),
    }
}
