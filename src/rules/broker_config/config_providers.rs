//! Refuses configuration providers under names that Strimzi keeps.
//!
//! # Why
//! The operator defines providers of its own in every broker, and stops when one of yours has the
//! same name.
//!
//! # Example
//! `extraConfig: {config.providers: "vault,strimzienv"}`.
//!
//! # Instead
//! Another name. Strimzi's own providers are there without being named.
//!
//! # Source
//! Strimzi: `KafkaBrokerConfigurationBuilder.withConfigProviders`.

use crate::{
    finding::{Finding, Outcome},
    model::Deployment,
    rules::{broker_setting, rule::Rule},
};

pub(super) const RULE: Rule = Rule::new(
    "broker-config/config-providers",
    include_str!("config_providers.rs"),
    check,
);

const RESERVED: [&str; 4] = ["strimzienv", "strimzisecrets", "strimzifile", "strimzidir"];

fn check(deployment: &Deployment) -> Vec<Finding> {
    let Some(setting) = broker_setting::written(&deployment.cluster, "config.providers") else {
        return Vec::new();
    };
    let names = setting.value.as_str().split(',').map(str::trim);
    let reserved = names.filter(|name| RESERVED.contains(name));
    reserved
        .map(|name| {
            let message =
                format!("Strimzi keeps the name `{name}` for a configuration provider of its own");
            RULE.error(setting.path.clone(), message)
                .outcome(Outcome::Refused)
                .help("take it out of the list: it is there without being named")
        })
        .collect()
}
