//! Refuses a password that is written into the model.
//!
//! # Why
//! The model and everything rendered from it are kept in version control and shown in reviews,
//! and the operator copies settings into ConfigMaps.
//!
//! # Example
//! `producer: {ssl.key.password: hunter2}`.
//!
//! # Instead
//! A reference that the process resolves, such as `${strimzienv:KEY_PASSWORD}` for brokers, or
//! what the Secret of the application's user mounts for clients.
//!
//! # Source
//! A decision of this tool; Kafka: `config.providers`.

use crate::{
    finding::{Finding, ModelPath},
    model::{
        Deployment,
        config::{ConfigKey, ConfigValue},
    },
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new("secret/in-values", include_str!("in_values.rs"), check);

type Settings = std::collections::BTreeMap<ConfigKey, ConfigValue>;

fn check(deployment: &Deployment) -> Vec<Finding> {
    let settings = maps(deployment).into_iter().flat_map(|(path, settings)| {
        settings
            .iter()
            .map(move |(key, value)| (path.key(key.as_str()), key.as_str(), value))
    });
    let variables = deployment
        .applications
        .iter()
        .flat_map(|(name, application)| {
            let path = ModelPath::of(&["applications", name.as_str(), "workload", "env"]);
            let env = application
                .workload
                .iter()
                .flat_map(|workload| &workload.env);
            env.map(move |(key, value)| (path.key(key.as_str()), key.as_str(), value))
        });
    settings
        .chain(variables)
        .filter(|(_, key, value)| is_secret(key) && !value.as_str().starts_with("${"))
        .map(|(path, key, _)| {
            RULE.error(
                path,
                format!("`{key}` is a secret, and the model is no place for it"),
            )
            .help("refer to it, such as `${strimzienv:NAME}`, or mount it from a Secret")
        })
        .collect()
}

fn maps(deployment: &Deployment) -> Vec<(ModelPath, &Settings)> {
    let cluster = &deployment.cluster;
    let mut maps = vec![
        (ModelPath::of(&["cluster", "config"]), &cluster.config),
        (
            ModelPath::of(&["cluster", "extraConfig"]),
            &cluster.extra_config,
        ),
    ];
    if let Some(control) = &cluster.cruise_control {
        maps.push((
            ModelPath::of(&["cluster", "cruiseControl", "config"]),
            &control.config,
        ));
    }
    for (name, profile) in &deployment.client_profiles {
        let path = ModelPath::of(&["clientProfiles", name.as_str()]);
        maps.push((path.key("producer"), &profile.producer));
        maps.push((path.key("consumer"), &profile.consumer));
    }
    maps
}

fn is_secret(key: &str) -> bool {
    let key = key.to_lowercase();
    [
        "password",
        "secret",
        "sasl.jaas.config",
        "ssl.keystore.key",
        "api_key",
        "private_key",
        "access_token",
    ]
    .iter()
    .any(|word| key.contains(word))
}
