//! Two lists: items are matched by what names them, and those without a name by what they say.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{
    super::{FieldChange, FieldPath, Step},
    item, value,
};

/// The items of one name on both sides, by their positions.
#[derive(Default)]
struct Namesakes {
    before: Vec<usize>,
    after: Vec<usize>,
}

/// Adds what differs between two lists that are not equal. Lists of plain values are compared as
/// one value; of lists that differ in their order alone, the order is told.
pub fn compare(
    path: &FieldPath,
    before: &[Value],
    after: &[Value],
    changes: &mut Vec<FieldChange>,
) {
    if !before.iter().chain(after).all(Value::is_object) || before.is_empty() && after.is_empty() {
        return;
    }
    let known = changes.len();
    let mut by_name: BTreeMap<Option<String>, Namesakes> = BTreeMap::new();
    for (index, item) in before.iter().enumerate() {
        by_name
            .entry(item::name(item))
            .or_default()
            .before
            .push(index);
    }
    for (index, item) in after.iter().enumerate() {
        by_name
            .entry(item::name(item))
            .or_default()
            .after
            .push(index);
    }
    for (name, mut namesakes) in by_name {
        forget_equal(&mut namesakes, before, after);
        differ(path, name.as_ref(), &namesakes, before, after, changes);
    }
    if changes.len() == known {
        changes.push(order(path, before, after));
    }
}

/// Leaves out the items that stand on both sides.
fn forget_equal(namesakes: &mut Namesakes, before: &[Value], after: &[Value]) {
    let mut texts: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for index in &namesakes.before {
        let text = before[*index].to_string();
        texts.entry(text).or_default().push(*index);
    }
    namesakes.after.retain(|index| {
        let equal = texts.get_mut(&after[*index].to_string());
        equal.and_then(Vec::pop).is_none()
    });
    namesakes.before = texts.into_values().flatten().collect();
    namesakes.before.sort_unstable();
}

fn differ(
    path: &FieldPath,
    name: Option<&String>,
    namesakes: &Namesakes,
    before: &[Value],
    after: &[Value],
    changes: &mut Vec<FieldChange>,
) {
    let (was, is) = (&namesakes.before, &namesakes.after);
    // Nameless items are the same ones only if none came and none went.
    let pairs = if name.is_some() || was.len() == is.len() {
        was.len().min(is.len())
    } else {
        0
    };
    let step = |ordinal: usize, index: usize| match name {
        None => Step::Index(index),
        Some(name) if ordinal == 0 => Step::Item(name.clone()),
        Some(name) => Step::Item(format!("{name} #{}", ordinal + 1)),
    };
    for ordinal in 0..pairs {
        let path = path.with(step(ordinal, is[ordinal]));
        let (before, after) = (&before[was[ordinal]], &after[is[ordinal]]);
        value::compare(&path, Some(before), Some(after), changes);
    }
    for (ordinal, index) in was.iter().enumerate().skip(pairs) {
        let path = path.with(step(ordinal, *index));
        changes.push(FieldChange::new(path, Some(before[*index].clone()), None));
    }
    for (ordinal, index) in is.iter().enumerate().skip(pairs) {
        let path = path.with(step(ordinal, *index));
        changes.push(FieldChange::new(path, None, Some(after[*index].clone())));
    }
}

/// Says that two lists hold the same items in another order.
fn order(path: &FieldPath, before: &[Value], after: &[Value]) -> FieldChange {
    let names = |items: &[Value]| {
        let names = items.iter().enumerate().map(|(index, item)| {
            item::name(item).map_or_else(|| Value::from(index), Value::String)
        });
        Value::Array(names.collect())
    };
    let mut change = FieldChange::new(path.clone(), Some(names(before)), Some(names(after)));
    change.note = Some("only the order differs".to_owned());
    change
}
