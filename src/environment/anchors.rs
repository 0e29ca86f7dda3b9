//! Anchors, aliases and merge keys, for texts that people wrote for other tools.
//!
//! An alias is read as what its anchor stands at, with the anchor's places: there a mistake is
//! mended. What all aliases together stand for is limited, so that a small text stays a small
//! document.

use std::collections::BTreeMap;

use super::document::{Entry, Mapping, Node, Value};

/// How many values the aliases of one file may stand for in all.
const MOST_VALUES: usize = 100_000;

/// What was named so far.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    named: BTreeMap<usize, Named>,
    used: usize,
}

#[derive(Debug)]
struct Named {
    node: Node,
    values: usize,
    height: usize,
}

/// Why an alias can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    /// Its anchor stands around it.
    Endless,
    /// The aliases of the file stand for too much.
    TooMuch,
    /// It would be nested too deep.
    TooDeep,
}

impl Anchors {
    /// Remembers what an anchor stands at.
    pub(super) fn name(&mut self, anchor: usize, node: &Node) {
        let (values, height) = measure(node);
        let node = node.clone();
        let named = Named {
            node,
            values,
            height,
        };
        self.named.insert(anchor, named);
    }

    /// Returns what an alias stands for, where there is room for so many levels below it.
    pub(super) fn get(&mut self, anchor: usize, room: usize) -> Result<Node, Refused> {
        let named = self.named.get(&anchor).ok_or(Refused::Endless)?;
        self.used += named.values;
        if self.used > MOST_VALUES {
            return Err(Refused::TooMuch);
        }
        if named.height > room {
            return Err(Refused::TooDeep);
        }
        Ok(named.node.clone())
    }
}

/// Enters what a merge key brings: the keys that the map does not have itself, the first map of
/// several first (YAML 1.1, "Merge Key"). Returns whether it is a map or a list of maps.
pub(super) fn merge(into: &mut Mapping, merged: &Node) -> bool {
    match &merged.value {
        Value::Mapping(mapping) => {
            for (key, entry) in &mapping.entries {
                if !into.entries.contains_key(key) {
                    into.entries.insert(key.clone(), Entry::clone(entry));
                }
            }
            true
        }
        Value::Sequence(items) => items
            .iter()
            .all(|item| item.as_mapping().is_some() && merge(into, item)),
        Value::Scalar(_) | Value::File(_) => false,
    }
}

/// Returns how many values a node has, itself included, and how many levels are below it.
fn measure(node: &Node) -> (usize, usize) {
    let inner: Vec<(usize, usize)> = match &node.value {
        Value::Mapping(mapping) => {
            let entries = mapping.entries.values();
            entries.map(|entry| measure(&entry.node)).collect()
        }
        Value::Sequence(items) => items.iter().map(measure).collect(),
        Value::Scalar(_) | Value::File(_) => return (1, 0),
    };
    let values: usize = inner.iter().map(|(values, _)| values).sum();
    let height = inner.iter().map(|(_, height)| height + 1).max();
    (values + 1, height.unwrap_or_default())
}
