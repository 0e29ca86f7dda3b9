//! Finds where a model path was written: in the layer that set it, or took it away.

use super::document::{Entry, Mapping, Node, Value};
use crate::finding::{ModelPath, Place, Segment};

/// Returns the place of the value at `path`, or of the nearest value above that is written.
#[must_use]
pub fn value(top: &Node, path: &ModelPath) -> Place {
    descend(top, path).map_or_else(|place| place, |found| found.value)
}

/// Returns the place of the key that `path` ends in, or of the nearest value above.
#[must_use]
pub fn key(top: &Node, path: &ModelPath) -> Place {
    descend(top, path).map_or_else(|place| place, |found| found.key.unwrap_or(found.value))
}

/// Returns the place of the value at exactly `path`, or of the null that took it away; `None` where
/// no layer says either.
#[must_use]
pub fn exact(top: &Node, path: &ModelPath) -> Option<Place> {
    let mut node = top;
    for segment in path.segments() {
        let (Segment::Key(name), Value::Mapping(mapping)) = (segment, &node.value) else {
            return None;
        };
        match mapping.entries.get(name) {
            Some(entry) => node = &entry.node,
            None => return removed(mapping, name),
        }
    }
    descend(top, path).ok().map(|found| found.value)
}

struct Found {
    key: Option<Place>,
    value: Place,
}

fn descend(top: &Node, path: &ModelPath) -> Result<Found, Place> {
    let mut node = top;
    let mut key = None;
    for segment in path.segments() {
        let reached = key.unwrap_or(node.place);
        match (segment, &node.value) {
            (Segment::Key(name), Value::Mapping(mapping)) => match mapping.entries.get(name) {
                Some(Entry {
                    key: place,
                    node: below,
                }) => {
                    key = Some(*place);
                    node = below;
                }
                None => return Err(removed(mapping, name).unwrap_or(reached)),
            },
            (Segment::Index(index), Value::Sequence(items)) => match items.get(*index) {
                Some(item) => {
                    key = None;
                    node = item;
                }
                None => return Err(reached),
            },
            _ => return Err(reached),
        }
    }
    // A map's own stretch runs over all its lines; its key says better where it is.
    let value = match (&node.value, key) {
        (Value::Mapping(_) | Value::Sequence(_), Some(place)) => place,
        _ => node.place,
    };
    Ok(Found { key, value })
}

fn removed(mapping: &Mapping, name: &str) -> Option<Place> {
    mapping.removed.get(name).copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{environment::parse, finding::FileId};

    #[test]
    fn what_is_not_written_is_placed_at_what_should_hold_it() {
        let text = "topics:\n  dlq:\n    partitions: 3\n";
        let node = parse::document(FileId::new(0), text, &mut Vec::new()).unwrap();
        let at = |keys: &[&str]| {
            let place = value(&node, &ModelPath::of(keys));
            &text[place.start as usize..place.end as usize]
        };
        assert_eq!(at(&["topics", "dlq", "partitions"]), "3");
        assert_eq!(at(&["topics", "dlq", "owner"]), "dlq");
        assert_eq!(at(&["topics", "none", "owner"]), "topics");
        assert_eq!(
            exact(&node, &ModelPath::of(&["topics", "dlq", "owner"])),
            None
        );
        assert!(exact(&node, &ModelPath::of(&["topics", "dlq", "partitions"])).is_some());
    }
}
