//! The configuration of the brokers, and which listeners it opens.

use std::collections::{BTreeMap, BTreeSet};

use expectations::Cluster;

use super::listed;
use crate::{
    observed::{Observed, Setting},
    outcome::{Check, Difference},
};

/// The listeners that Strimzi adds for the controllers and for replication.
const STRIMZIS_OWN: [&str; 2] = ["CONTROLPLANE-9090", "REPLICATION-9091"];

type Config = BTreeMap<String, Setting>;

pub(super) fn checks(expected: &Cluster, observed: &Observed) -> Vec<Check> {
    vec![
        each(observed, "cluster/broker-config", |thing, config| {
            values(expected, thing, config)
        }),
        each(observed, "cluster/listeners", |thing, config| {
            listeners(expected, thing, config)
        }),
    ]
}

fn each(
    observed: &Observed,
    name: &'static str,
    judge: impl Fn(&str, &Config) -> Vec<Difference>,
) -> Check {
    let mut found = Vec::new();
    for (id, config) in &observed.broker_configs {
        let thing = format!("broker {id}");
        match config {
            Ok(config) => found.extend(judge(&thing, config)),
            Err(why) => found.push(Difference::unseen(thing, why)),
        }
    }
    let evidence = format!("{} brokers", observed.broker_configs.len());
    Check::of(name, evidence, found)
}

fn values(expected: &Cluster, thing: &str, config: &Config) -> Vec<Difference> {
    let mut differences = Vec::new();
    for (key, value) in &expected.config {
        let found = match config.get(key).map(|setting| &setting.value) {
            Some(Some(found)) if is_same(value, found) => continue,
            // Kafka keeps the values of keys it does not know, and secrets, to itself.
            Some(None) => continue,
            Some(Some(found)) => found,
            None => "it not set",
        };
        differences.push(Difference::new(format!("{key} of {thing}"), value, found));
    }
    let others = config.iter().filter(|(key, setting)| {
        setting.is_dynamic && !expected.config.contains_key(*key) && !is_of_listeners(key)
    });
    differences.extend(others.map(|(key, setting)| {
        let found = setting.value.as_deref().unwrap_or("a secret value");
        let found = format!("{found}, set while it runs");
        Difference::new(format!("{key} of {thing}"), "it not set", found)
    }));
    differences
}

/// What Strimzi sets for its listeners is tried at the listeners themselves.
fn is_of_listeners(key: &str) -> bool {
    key.starts_with("listener.name.")
}

/// Kafka gives numbers and lists back as it read them: `0.50` as `0.5`, `a, b` as `a,b`.
fn is_same(wanted: &str, found: &str) -> bool {
    let number = |text: &str| text.trim().parse::<f64>().ok();
    let list = |text: &str| -> Vec<String> {
        text.split(',')
            .map(|item| item.trim().to_lowercase())
            .collect()
    };
    match (number(wanted), number(found)) {
        (Some(wanted), Some(found)) => wanted.total_cmp(&found).is_eq(),
        _ => list(wanted) == list(found),
    }
}

fn listeners(expected: &Cluster, thing: &str, config: &Config) -> Vec<Difference> {
    let wanted = expected.listeners.iter();
    let wanted: BTreeSet<String> = wanted
        .map(|one| format!("{}-{}", one.name.to_uppercase(), one.port))
        .collect();
    let there = config
        .get("listeners")
        .and_then(|setting| setting.value.as_deref())
        .unwrap_or_default();
    let there: BTreeSet<String> = there
        .split(',')
        .filter_map(|listener| listener.split_once("://"))
        .map(|(name, _)| name.trim().to_owned())
        .filter(|name| !STRIMZIS_OWN.contains(&name.as_str()))
        .collect();
    if wanted == there {
        return Vec::new();
    }
    let thing = format!("the listeners of {thing}");
    vec![Difference::new(thing, listed(wanted), listed(there))]
}
