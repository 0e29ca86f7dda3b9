//! Objects that went and came under another name.
//!
//! An object that is gone and one that is new are the same thing under another name when they are
//! of one kind and say nearly the same. What they say is taken as a set of fields with values.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::super::Objects;
use crate::kubernetes::object::ObjectId;

/// Above this many pairs of a kind, nobody reads renames one by one.
const MOST_PAIRS: usize = 2_500;

/// The share of fields that two objects have in common at least, when their names are alike.
const ALIKE: f64 = 0.6;

/// How alike two names are at least.
const NAMES_ALIKE: f64 = 0.5;

type Fields = BTreeSet<String>;

/// Returns the pairs of names, before and after, each object in at most one of them.
pub fn find<'a>(
    before: &Objects,
    removed: &[&'a ObjectId],
    after: &Objects,
    added: &[&'a ObjectId],
) -> Vec<(&'a ObjectId, &'a ObjectId)> {
    let mut kinds: BTreeMap<_, (Vec<&ObjectId>, Vec<&ObjectId>)> = BTreeMap::new();
    for id in removed {
        kinds.entry((&id.group, &id.kind)).or_default().0.push(id);
    }
    for id in added {
        kinds.entry((&id.group, &id.kind)).or_default().1.push(id);
    }
    let mut pairs = Vec::new();
    for (gone, new) in kinds.into_values() {
        if !gone.is_empty() && !new.is_empty() && gone.len() * new.len() <= MOST_PAIRS {
            pairs.extend(matched(before, &gone, after, &new));
        }
    }
    pairs
}

fn matched<'a>(
    before: &Objects,
    gone: &[&'a ObjectId],
    after: &Objects,
    new: &[&'a ObjectId],
) -> Vec<(&'a ObjectId, &'a ObjectId)> {
    let said = |objects: &Objects, id: &ObjectId| objects.get(id).map(|value| fields(id, value));
    let gone: Vec<_> = gone.iter().map(|id| (*id, said(before, id))).collect();
    let new: Vec<_> = new.iter().map(|id| (*id, said(after, id))).collect();
    let mut scores = Vec::new();
    for (from, was) in &gone {
        for (to, is) in &new {
            let (Some(was), Some(is)) = (was, is) else {
                continue;
            };
            scores.extend(score(from, was, to, is).map(|score| (score, *from, *to)));
        }
    }
    scores.sort_by(|left, right| right.0.total_cmp(&left.0).then(left.1.cmp(right.1)));
    let (mut from_taken, mut to_taken) = (BTreeSet::new(), BTreeSet::new());
    scores.retain(|(_, from, to)| {
        let free = !from_taken.contains(from) && !to_taken.contains(to);
        if free {
            from_taken.insert(*from);
            to_taken.insert(*to);
        }
        free
    });
    scores.into_iter().map(|(_, from, to)| (from, to)).collect()
}

/// Returns how likely two objects are the same; none if they are not.
fn score(from: &ObjectId, was: &Fields, to: &ObjectId, is: &Fields) -> Option<f64> {
    let names = strsim::normalized_damerau_levenshtein(&from.name, &to.name);
    let shared = count(was.intersection(is).count());
    let share = 2.0 * shared / (count(was.len()) + count(is.len())).max(1.0);
    // Two Strimzi resources that agree in all else are one, whatever the name; objects of other
    // kinds, such as service accounts, often say nothing but their name.
    let told = from.group.ends_with("strimzi.io") && share > 0.999;
    (told || share >= ALIKE && names >= NAMES_ALIKE).then_some(share + names)
}

fn count(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::MAX, f64::from)
}

/// Returns every field with its value, without the name itself.
fn fields(id: &ObjectId, value: &Value) -> Fields {
    let mut fields = Fields::new();
    collect("", value, &id.name, &mut fields);
    for key in ["name", "namespace"] {
        let path = format!("/metadata/{key}=");
        fields.retain(|field| !field.starts_with(&path));
    }
    fields
}

fn collect(path: &str, value: &Value, name: &str, fields: &mut Fields) {
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                collect(&format!("{path}/{key}"), value, name, fields);
            }
        }
        Value::Array(items) => {
            for item in items {
                collect(&format!("{path}/-"), item, name, fields);
            }
        }
        // An object's own name stands in its labels and selectors too.
        Value::String(text) => {
            fields.insert(format!("{path}={}", text.replace(name, "\u{1}")));
        }
        scalar => {
            fields.insert(format!("{path}={scalar}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn topics(names: &[(&str, u32)]) -> Objects {
        let mut objects = Objects::default();
        for (name, retention) in names {
            let topic = json!({
                "apiVersion": "kafka.strimzi.io/v1beta2",
                "kind": "KafkaTopic",
                "metadata": {"name": name, "namespace": "kafka", "labels": {"a": "b"}},
                "spec": {"partitions": 3, "replicas": 3, "config": {"retention.ms": retention}},
            });
            objects.insert(topic).unwrap();
        }
        objects
    }

    fn found(before: &[(&str, u32)], after: &[(&str, u32)]) -> Vec<(String, String)> {
        let (before, after) = (topics(before), topics(after));
        let changes = super::super::objects(&before, &after);
        let renamed = changes.into_iter().filter_map(|change| match change.event {
            super::super::Event::Renamed { from } => Some((from.name, change.id.name)),
            _ => None,
        });
        renamed.collect()
    }

    #[test]
    fn an_equal_object_of_another_name_is_the_same_one() {
        let pair = |from: &str, to: &str| (from.to_owned(), to.to_owned());
        assert_eq!(
            found(&[("dlq", 1)], &[("dead-letters", 1)]),
            [pair("dlq", "dead-letters")]
        );
        let before = [("orders-v1", 1), ("users-v1", 2)];
        let after = [("orders-v2", 1), ("users-v2", 2)];
        let both = [pair("orders-v1", "orders-v2"), pair("users-v1", "users-v2")];
        assert_eq!(found(&before, &after), both);
    }

    #[test]
    fn strangers_are_not_matched() {
        assert_eq!(found(&[("dlq", 1)], &[("todo-events", 2)]), []);
    }
}
