//! The schema registry: its subjects and their compatibility levels (Confluent's API, version 7).

use std::{collections::BTreeMap, time::Duration};

use serde_json::Value;

use crate::observed::Seen;

/// What the registry told: each expected subject that it has, with its compatibility level.
#[derive(Clone, Debug, Default)]
pub struct Registry {
    /// The names of all subjects.
    pub subjects: Vec<String>,
    /// The level that counts for each: its own or the registry's.
    pub levels: BTreeMap<String, String>,
}

/// Asks the registry at `url`; the requests block, so that they belong into a thread of their own.
pub fn registry(url: &str) -> Seen<Registry> {
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .timeout_global(Some(Duration::from_secs(10)))
        .build()
        .into();
    let list = get(&agent, &format!("{url}/subjects"))?;
    let names = list.as_array().ok_or("the registry's answer is no list")?;
    let mut registry = Registry::default();
    for name in names.iter().filter_map(Value::as_str) {
        let level = get(&agent, &format!("{url}/config/{name}?defaultToGlobal=true"))?;
        let level = level["compatibilityLevel"].as_str().unwrap_or_default();
        registry.subjects.push(name.to_owned());
        registry.levels.insert(name.to_owned(), level.to_owned());
    }
    Ok(registry)
}

fn get(agent: &ureq::Agent, url: &str) -> Seen<Value> {
    let mut answer = agent.get(url).call().map_err(|e| format!("{url}: {e}"))?;
    let text = answer.body_mut().read_to_string();
    let text = text.map_err(|e| format!("{url}: {e}"))?;
    serde_json::from_str(&text).map_err(|e| format!("{url}: {e}"))
}
