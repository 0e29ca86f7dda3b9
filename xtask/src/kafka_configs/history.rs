//! Definitions of many versions, written once for every run of equal ones.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::dump::Definitions;

/// Writes definitions by name, each with the versions for which it holds; one line for each.
///
/// A missing `first` is the oldest version, a missing `last` the newest.
pub fn text(versions: &[&str], definitions: &[&Definitions]) -> String {
    let names: BTreeSet<&String> = definitions.iter().flat_map(|known| known.keys()).collect();
    let entries: Vec<String> = names
        .into_iter()
        .map(|name| {
            let known: Vec<Option<&Value>> = definitions
                .iter()
                .map(|version| version.get(name))
                .collect();
            format!(
                "  {}: [\n{}\n  ]",
                Value::from(name.as_str()),
                lines(versions, &known)
            )
        })
        .collect();
    format!("{{\n{}\n}}\n", entries.join(",\n"))
}

fn lines(versions: &[&str], known: &[Option<&Value>]) -> String {
    let lines: Vec<String> = runs(known)
        .into_iter()
        .map(|run| format!("    {}", ranged(&run, versions)))
        .collect();
    lines.join(",\n")
}

/// A definition that holds from one index to another, both inclusive.
struct Run<'a> {
    first: usize,
    last: usize,
    definition: &'a Value,
}

fn runs<'a>(known: &[Option<&'a Value>]) -> Vec<Run<'a>> {
    let mut runs: Vec<Run<'a>> = Vec::new();
    for (index, definition) in known.iter().enumerate() {
        let Some(definition) = *definition else {
            continue;
        };
        match runs.last_mut() {
            Some(run) if run.definition == definition && run.last + 1 == index => run.last = index,
            _ => runs.push(Run {
                first: index,
                last: index,
                definition,
            }),
        }
    }
    runs
}

fn ranged(run: &Run<'_>, versions: &[&str]) -> Value {
    let mut entry = Map::new();
    if run.first > 0 {
        entry.insert("first".to_owned(), versions[run.first].into());
    }
    if run.last + 1 < versions.len() {
        entry.insert("last".to_owned(), versions[run.last].into());
    }
    if let Value::Object(definition) = run.definition {
        entry.extend(definition.clone());
    }
    Value::Object(entry)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn version(definitions: &Value) -> Definitions {
        serde_json::from_value(definitions.clone()).unwrap()
    }

    #[test]
    fn equal_neighbours_are_one_run() {
        let old = version(&json!({"a": {"type": "int"}, "gone": {"type": "int"}}));
        let new = version(&json!({"a": {"type": "long"}}));
        let text = text(&["3.6.0", "3.7.0", "4.0.0"], &[&old, &old, &new]);
        let written: Value = serde_json::from_str(&text).unwrap();
        let expected = json!({
            "a": [{"last": "3.7.0", "type": "int"}, {"first": "4.0.0", "type": "long"}],
            "gone": [{"last": "3.7.0", "type": "int"}],
        });
        assert_eq!(written, expected);
    }

    #[test]
    fn a_gap_ends_a_run() {
        let there = version(&json!({"a": {"type": "int"}}));
        let absent = version(&json!({}));
        let text = text(&["3.9.0", "4.0.0", "4.1.0"], &[&there, &absent, &there]);
        let written: Value = serde_json::from_str(&text).unwrap();
        let runs = json!([{"last": "3.9.0", "type": "int"}, {"first": "4.1.0", "type": "int"}]);
        assert_eq!(written["a"], runs);
    }
}
