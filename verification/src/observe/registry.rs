//! The schema registry: its subjects and their compatibility levels (Confluent's API, version 7).

use std::collections::BTreeMap;

use expectations::Subject;
use serde_json::Value;

use super::http::get_json;
use crate::observed::Seen;

/// What the registry told.
#[derive(Clone, Debug, Default)]
pub struct Registry {
    /// The names of all subjects.
    pub subjects: Vec<String>,
    /// The level that counts for each that is expected: its own or the registry's.
    pub levels: BTreeMap<String, String>,
}

/// Asks the registry at `url`; the requests block, so that they belong into a thread of their own.
///
/// Others may have thousands of subjects there: only the expected ones are asked about.
pub fn registry(url: &str, expected: &[Subject]) -> Seen<Registry> {
    let list = get_json(&format!("{url}/subjects"))?;
    let names = list.as_array().ok_or("the registry's answer is no list")?;
    let mut registry = Registry::default();
    let names = names.iter().filter_map(Value::as_str);
    registry.subjects = names.map(str::to_owned).collect();
    let expected = expected.iter().map(|subject| &subject.subject);
    for name in expected.filter(|name| registry.subjects.contains(name)) {
        let level = get_json(&format!("{url}/config/{name}?defaultToGlobal=true"))?;
        let level = level["compatibilityLevel"].as_str().unwrap_or_default();
        registry.levels.insert(name.clone(), level.to_owned());
    }
    Ok(registry)
}
