//! The schema registry: its subjects and their compatibility levels (Confluent's API, version 7).

use std::collections::BTreeMap;

use serde_json::Value;

use super::http::get_json;
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
    let list = get_json(&format!("{url}/subjects"))?;
    let names = list.as_array().ok_or("the registry's answer is no list")?;
    let mut registry = Registry::default();
    for name in names.iter().filter_map(Value::as_str) {
        let level = get_json(&format!("{url}/config/{name}?defaultToGlobal=true"))?;
        let level = level["compatibilityLevel"].as_str().unwrap_or_default();
        registry.subjects.push(name.to_owned());
        registry.levels.insert(name.to_owned(), level.to_owned());
    }
    Ok(registry)
}
