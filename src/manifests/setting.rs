//! Settings of Kafka as a resource has them: each a text, a number or a boolean.
//!
//! The operators refuse a map, and a list of the brokers' settings; a list of a topic's settings is
//! joined with commas. A null is stripped by kubectl, so it says nothing.

use super::{
    resource::{mapping, scalar},
    rules::{INVALID_VALUE, Told},
    value,
};
use crate::{
    environment::document::{Entry, Node, Value},
    finding::{Finding, Outcome},
};

/// Whether a list is a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lists {
    /// Its items are joined with commas (Strimzi: topic operator).
    Joined,
    /// The operator refuses it (Strimzi: `OrderedProperties`).
    Refused,
}

/// Returns the settings below an entry with their text; others are findings.
pub fn all<'a>(
    config: &'a Entry,
    lists: Lists,
    findings: &mut Vec<Finding>,
) -> Vec<(&'a str, &'a Entry, String)> {
    let mut settings = Vec::new();
    for (key, entry) in mapping(&config.node)
        .into_iter()
        .flat_map(|map| &map.entries)
    {
        match text(&entry.node, lists) {
            Some(text) => settings.push((key.as_str(), entry, text)),
            None => findings.push(no_setting(key, entry)),
        }
    }
    settings
}

fn text(node: &Node, lists: Lists) -> Option<String> {
    match &node.value {
        Value::Sequence(items) if lists == Lists::Joined => {
            let items: Option<Vec<String>> = items
                .iter()
                .map(|item| scalar(item).map(value::text))
                .collect();
            items.map(|items| items.join(","))
        }
        _ => scalar(node).map(value::text),
    }
}

fn no_setting(key: &str, entry: &Entry) -> Finding {
    let key = key.escape_debug();
    if entry.node.is_null() {
        let message = format!("the setting `{key}` has no value");
        let finding = INVALID_VALUE.warning(entry.key, message);
        return finding
            .outcome(Outcome::Dropped)
            .help("write a value, or take it away");
    }
    let message = format!(
        "the setting `{key}` is {}, and the operator takes single values",
        entry.node.shape()
    );
    let finding = INVALID_VALUE
        .error(entry.key, message)
        .outcome(Outcome::Refused);
    finding.help("write it as text, with commas between several values")
}
