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
        .filter_map(|(path, key, value)| {
            let value = value.as_str();
            let message = if is_secret(key) && could_be_secret(value) {
                format!("`{key}` is a secret, and the model is no place for it")
            } else if has_password(value) {
                format!("the address in `{key}` has a password, and the model is no place for it")
            } else {
                return None;
            };
            let help = "refer to it, such as `${strimzienv:NAME}`, or mount it from a Secret";
            Some(RULE.error(path, message).help(help))
        })
        .collect()
}

/// A reference, a switch, and nothing at all give nothing away.
fn could_be_secret(value: &str) -> bool {
    !value.starts_with("${") && !matches!(value, "" | "true" | "false")
}

/// Returns whether an address names a user with a password, as in `https://user:password@host`.
fn has_password(value: &str) -> bool {
    value.split("://").skip(1).any(|rest| {
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let password = authority
            .rsplit_once('@')
            .and_then(|(user, _)| user.split_once(':'));
        password
            .is_some_and(|(_, password)| could_be_secret(password) && !password.starts_with('$'))
    })
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

/// Words that make a key one of a secret, with the dots, hyphens and underscores of all forms.
const SECRET: [&str; 7] = [
    "password",
    "secret",
    "sasl.jaas.config",
    "ssl.keystore.key",
    "api.key",
    "private.key",
    "access.token",
];

/// Last words of a key that say where a secret is, or something about it.
const ABOUT: [&str; 12] = [
    "algorithm",
    "class",
    "dir",
    "file",
    "iterations",
    "length",
    "location",
    "name",
    "path",
    "ref",
    "ttl",
    "type",
];

fn is_secret(key: &str) -> bool {
    let key = key.to_lowercase().replace(['_', '-'], ".");
    let last = key.rsplit('.').next().unwrap_or_default();
    let named = SECRET.iter().any(|word| key.contains(word));
    let whole = ["apikey", "passphrase", "passwd", "token"].contains(&last);
    (named || whole) && !ABOUT.contains(&last)
}
