//! Lays one document over another: an environment over `base.yaml`.
//!
//! Maps merge key by key, everything else is replaced whole, and `null` takes a key away.
//! Every value keeps the place in the layer that set it.

use super::{
    document::{Entry, Mapping, Node, Value},
    rules::{REMOVES_NOTHING, SET_TWICE},
};
use crate::finding::{Finding, Severity, Site, Trail, nearest};

/// Lays `over` over `under`.
pub fn overlay(under: Node, over: Node, findings: &mut Vec<Finding>) -> Node {
    merge(under, over, &Trail::TOP, findings)
}

/// Joins the files of one layer; no value may be set in two of them.
pub fn join(first: Node, second: Node, findings: &mut Vec<Finding>) -> Node {
    unite(first, second, &Trail::TOP, findings)
}

/// Refuses `null` in the lowest layer, where there is nothing to take away.
pub fn refuse_removals(node: &Node, findings: &mut Vec<Finding>) {
    settle(node, &Trail::TOP, &Mapping::default(), findings);
}

fn merge(under: Node, over: Node, trail: &Trail<'_>, findings: &mut Vec<Finding>) -> Node {
    let (mut below, above) = match (under.value, over.value) {
        (Value::Mapping(below), Value::Mapping(above)) => (below, above),
        (_, value) => {
            let node = Node {
                place: over.place,
                value,
            };
            settle(&node, trail, &Mapping::default(), findings);
            return node;
        }
    };
    for (key, entry) in above.entries {
        if entry.node.is_null() {
            remove(&mut below, key, &entry, trail, findings);
            continue;
        }
        let merged = lay_entry(
            below.entries.remove(&key),
            entry,
            &trail.key(&key),
            findings,
        );
        below.entries.insert(key, merged);
    }
    Node {
        place: under.place,
        value: Value::Mapping(below),
    }
}

fn lay_entry(
    below: Option<Entry>,
    above: Entry,
    trail: &Trail<'_>,
    findings: &mut Vec<Finding>,
) -> Entry {
    let Some(old) = below else {
        settle(&above.node, trail, &Mapping::default(), findings);
        return above;
    };
    // What a layer sets whole is its own, key and all; a map stays where it was begun.
    let key = if above.node.as_mapping().is_some() {
        old.key
    } else {
        above.key
    };
    Entry {
        key,
        node: merge(old.node, above.node, trail, findings),
    }
}

fn remove(
    below: &mut Mapping,
    key: String,
    entry: &Entry,
    trail: &Trail<'_>,
    findings: &mut Vec<Finding>,
) {
    if below.entries.remove(&key).is_none() {
        findings.push(removes_nothing(&key, entry, trail, below));
    }
    below.removed.insert(key, entry.key);
}

fn removes_nothing(key: &str, entry: &Entry, trail: &Trail<'_>, below: &Mapping) -> Finding {
    let path = trail.key(key).path();
    let finding = Finding::at(
        REMOVES_NOTHING,
        Severity::Error,
        Site::Source(entry.key),
        format!("`{path}` is taken away here, but no layer below sets it"),
    );
    match nearest(key, below.entries.keys().map(String::as_str)) {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => finding.help("delete the line"),
    }
}

/// Reports every `null` in a subtree that lies over nothing.
fn settle(node: &Node, trail: &Trail<'_>, below: &Mapping, findings: &mut Vec<Finding>) {
    let Value::Mapping(mapping) = &node.value else {
        return;
    };
    for (key, entry) in &mapping.entries {
        if entry.node.is_null() {
            findings.push(removes_nothing(key, entry, trail, below));
        } else {
            settle(&entry.node, &trail.key(key), below, findings);
        }
    }
}

fn unite(first: Node, second: Node, trail: &Trail<'_>, findings: &mut Vec<Finding>) -> Node {
    let (mut all, more) = match (first.value, second.value) {
        (Value::Mapping(all), Value::Mapping(more)) => (all, more),
        (value, _) => {
            findings.push(
                Finding::at(
                    SET_TWICE,
                    Severity::Error,
                    Site::Source(second.place),
                    format!("`{}` is set in two files of one layer", trail.path()),
                )
                .help("keep it in one of them"),
            );
            return Node {
                place: first.place,
                value,
            };
        }
    };
    for (key, entry) in more.entries {
        let united = match all.entries.remove(&key) {
            Some(old) => Entry {
                key: old.key,
                node: unite(old.node, entry.node, &trail.key(&key), findings),
            },
            None => entry,
        };
        all.entries.insert(key, united);
    }
    Node {
        place: first.place,
        value: Value::Mapping(all),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{environment::parse, finding::FileId};

    fn node(text: &str) -> Node {
        parse::document(FileId::new(0), text, &mut Vec::new()).unwrap()
    }

    fn text(node: &Node) -> String {
        match &node.value {
            Value::Scalar(scalar) => scalar.text.clone(),
            Value::Sequence(items) => {
                format!("[{}]", items.iter().map(text).collect::<Vec<_>>().join(","))
            }
            Value::Mapping(mapping) => {
                let entries: Vec<String> = mapping
                    .entries
                    .iter()
                    .map(|(key, entry)| format!("{key}:{}", text(&entry.node)))
                    .collect();
                format!("{{{}}}", entries.join(","))
            }
            Value::File(_) => unreachable!("files are named after layers are merged"),
        }
    }

    fn layered(under: &str, over: &str) -> (String, Vec<String>) {
        let mut findings = Vec::new();
        let merged = overlay(node(under), node(over), &mut findings);
        let said = findings
            .into_iter()
            .map(|finding| format!("{}; {}", finding.message, finding.help.unwrap_or_default()));
        (text(&merged), said.collect())
    }

    #[test]
    fn maps_merge_lists_are_replaced_and_null_removes() {
        let (merged, findings) = layered(
            "{a: {x: 1, y: 2}, l: [1, 2], gone: 1}",
            "{a: {y: 3}, l: [9], gone: null}",
        );
        assert_eq!(merged, "{a:{x:1,y:3},l:[9]}");
        assert!(findings.is_empty(), "{findings:?}");
    }

    #[test]
    fn removing_what_is_not_there_names_the_nearest() {
        let (_, findings) = layered("{topics: {todo-events: 1}}", "{topics: {todo-event: ~}}");
        insta::assert_snapshot!(findings.join("\n"), @"`topics.todo-event` is taken away here, but no layer below sets it; did you mean `todo-events`?");
    }

    #[test]
    fn a_null_in_a_new_map_is_reported_too() {
        let (_, findings) = layered("{a: 1}", "{b: {c: null}}");
        assert_eq!(findings.len(), 1);
    }

    #[test]
    fn a_value_may_stand_in_one_file_of_a_layer_only() {
        let mut findings = Vec::new();
        let joined = join(
            node("{a: {x: 1}}"),
            node("{a: {y: 2, x: 1}}"),
            &mut findings,
        );
        assert_eq!(text(&joined), "{a:{x:1,y:2}}");
        assert_eq!(
            findings[0].message,
            "`a.x` is set in two files of one layer"
        );
    }
}
