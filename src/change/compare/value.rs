//! Two JSON values, field by field.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::{
    super::{FieldChange, FieldPath, Step},
    document, list,
};

/// Adds every field in which two values differ; a side that is not there is none.
///
/// A map or a list that one side lacks is compared with an empty one, so that what it holds is told
/// key by key.
pub fn compare(
    path: &FieldPath,
    before: Option<&Value>,
    after: Option<&Value>,
    changes: &mut Vec<FieldChange>,
) {
    if before == after {
        return;
    }
    let known = changes.len();
    match (before, after) {
        (Some(Value::Object(before)), Some(Value::Object(after))) => {
            maps(path, before, after, changes);
        }
        (Some(Value::Object(before)), None) => maps(path, before, &Map::new(), changes),
        (None, Some(Value::Object(after))) => maps(path, &Map::new(), after, changes),
        (Some(Value::Array(before)), Some(Value::Array(after))) => {
            list::compare(path, before, after, changes);
        }
        (Some(Value::Array(before)), None) => list::compare(path, before, &[], changes),
        (None, Some(Value::Array(after))) => list::compare(path, &[], after, changes),
        (Some(Value::String(before)), Some(Value::String(after))) => {
            document::compare(path, before, after, changes);
        }
        _ => {}
    }
    if changes.len() == known {
        changes.push(FieldChange::new(
            path.clone(),
            before.cloned(),
            after.cloned(),
        ));
    }
}

fn maps(
    path: &FieldPath,
    before: &Map<String, Value>,
    after: &Map<String, Value>,
    changes: &mut Vec<FieldChange>,
) {
    let keys: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    for key in keys {
        let (before, after) = (before.get(key), after.get(key));
        if before != after {
            let path = path.with(Step::Key(key.clone()));
            compare(&path, before, after, changes);
        }
    }
}
