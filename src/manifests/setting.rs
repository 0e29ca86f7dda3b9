//! Settings of Kafka as a resource has them: each a text, a number or a boolean.
//!
//! The operators refuse a map, and a list of the brokers' settings; a list of a topic's settings is
//! joined with commas. A null is stripped by kubectl, so it says nothing. Line breaks reach Kafka
//! as they are (Strimzi: `OrderedProperties`), and Kafka leaves out those around a value and around
//! the commas of a list (Kafka: `ConfigDef.parseType`).

use super::{
    resource::{mapping, scalar},
    rules::{INVALID_VALUE, NOT_CHECKED, Told},
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

/// Returns the settings below an entry with their text as Kafka reads it; others are findings.
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
            Some(text) => match as_kafka_reads(&text) {
                Ok(text) => settings.push((key.as_str(), entry, text)),
                Err(control) => findings.push(not_checked(key, entry, control)),
            },
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

/// Returns a value without what Kafka leaves out; `Err` has a control character that stays, which
/// no value of the model has.
fn as_kafka_reads(text: &str) -> Result<String, char> {
    // Java's `trim` takes these and no others away.
    let trimmed = text.trim_matches(|c| c <= ' ');
    let mut lines = trimmed.lines().map(|line| line.trim_matches(|c| c <= ' '));
    let mut value = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        if !line.is_empty() && !value.ends_with(',') && !line.starts_with(',') {
            return Err('\n');
        }
        value.push_str(line);
    }
    match value.chars().find(|c| c.is_control()) {
        Some(control) => Err(control),
        None => Ok(value),
    }
}

fn not_checked(key: &str, entry: &Entry, control: char) -> Finding {
    let message = format!(
        "not checked: the setting `{}`, which holds the control character `{}`",
        key.escape_debug(),
        control.escape_debug()
    );
    NOT_CHECKED.advice(entry.key, message)
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

#[cfg(test)]
mod tests {
    use super::as_kafka_reads;

    #[test]
    fn line_breaks_around_values_and_commas_say_nothing() {
        for (text, value) in [
            ("604800000\n", "604800000"),
            ("\t delete \r\n", "delete"),
            ("a,\nb\n", "a,b"),
            ("a\n  ,b", "a,b"),
            ("a,\n\nb", "a,b"),
            ("a b", "a b"),
            ("\u{a0}1", "\u{a0}1"),
            ("", ""),
        ] {
            assert_eq!(as_kafka_reads(text), Ok(value.to_owned()), "{text:?}");
        }
        assert_eq!(as_kafka_reads("a\nb"), Err('\n'));
        assert_eq!(as_kafka_reads("a\n\nb"), Err('\n'));
        assert_eq!(as_kafka_reads("a\u{7}b"), Err('\u{7}'));
    }
}
