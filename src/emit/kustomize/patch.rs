//! The patches that turn an object of the base into the environment's.
//!
//! Kustomize turns an object into JSON for a JSON patch, and so rewrites every integer above 2^53
//! in it, also those that the patch does not name. A strategic merge keeps integers but merges
//! lists on its own terms. Hence, for an object with such integers: the JSON patch removes the
//! top-level fields that hold them, and a merge then adds these fields whole, where nothing is
//! left to merge with. Metadata stays with the JSON patch: Kubernetes has no such integers there.

use serde_json::{Map, Value, json};

use super::json_patch;
use crate::kubernetes::object::Object;

/// Up to here every integer is exact as a floating-point number.
const MAX_EXACT: u64 = 1 << 53;

/// One patch of an object.
#[derive(Clone, Debug, PartialEq)]
pub enum Patch {
    /// A JSON patch.
    Operations(Vec<Value>),
    /// A strategic merge that adds whole top-level fields.
    Fields(Value),
    /// A strategic merge that deletes the object.
    Delete(Value),
}

impl Patch {
    /// Gives up the patch as the value of its file.
    pub fn into_value(self) -> Value {
        match self {
            Self::Operations(operations) => operations.into(),
            Self::Fields(patch) | Self::Delete(patch) => patch,
        }
    }
}

/// Returns the patches from the object of the base to the environment's, in the order to apply.
pub fn between(before: &Object, after: Option<&Object>) -> Vec<Patch> {
    match after {
        None => vec![deletion(before)],
        Some(after) if before == after => Vec::new(),
        Some(after) => changes(before, after),
    }
}

fn deletion(object: &Object) -> Patch {
    let mut patch = identity(object);
    patch.insert("$patch".to_owned(), json!("delete"));
    Patch::Delete(patch.into())
}

fn changes(before: &Object, after: &Object) -> Vec<Patch> {
    let is_large = |key: &String| {
        let values = [before.fields().get(key), after.fields().get(key)];
        key != "metadata" && values.into_iter().flatten().any(has_large_integer)
    };
    let (large, rest): (Map<_, _>, Map<_, _>) =
        (after.fields().clone().into_iter()).partition(|(key, _)| is_large(key));

    let mut patches = Vec::new();
    let operations = json_patch::operations(before.fields(), &rest);
    if !operations.is_empty() {
        patches.push(Patch::Operations(operations));
    }
    if !large.is_empty() {
        let mut patch = identity(after);
        patch.extend(large);
        patches.push(Patch::Fields(patch.into()));
    }
    patches
}

/// Returns the fields by which Kustomize knows the object of a strategic merge.
fn identity(object: &Object) -> Map<String, Value> {
    let id = object.id();
    let mut metadata = Map::from_iter([("name".to_owned(), json!(id.name))]);
    if let Some(namespace) = &id.namespace {
        metadata.insert("namespace".to_owned(), json!(namespace));
    }
    Map::from_iter([
        ("apiVersion".to_owned(), json!(object.api_version())),
        ("kind".to_owned(), json!(id.kind)),
        ("metadata".to_owned(), metadata.into()),
    ])
}

fn has_large_integer(value: &Value) -> bool {
    match value {
        Value::Number(number) => {
            let magnitude = number.as_i64().map(i64::unsigned_abs).or(number.as_u64());
            magnitude.is_some_and(|magnitude| magnitude > MAX_EXACT)
        }
        Value::Array(items) => items.iter().any(has_large_integer),
        Value::Object(fields) => fields.values().any(has_large_integer),
        Value::Null | Value::Bool(_) | Value::String(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(spec: &Value) -> Object {
        Object::new(json!({
            "apiVersion": "example.com/v1",
            "kind": "Example",
            "metadata": {"name": "a"},
            "spec": spec,
        }))
        .unwrap()
    }

    fn patches(before: &Value, after: &Value) -> Vec<Patch> {
        between(&object(before), Some(&object(after)))
    }

    #[test]
    fn exact_integers_stay_with_the_json_patch() {
        let (least, most) = (-(1_i64 << 53), 1_i64 << 53);
        let replaced = json!({"op": "replace", "path": "/spec/a", "value": most});
        assert_eq!(
            patches(&json!({"a": least}), &json!({"a": most})),
            [Patch::Operations(vec![replaced])]
        );
    }

    #[test]
    fn a_field_with_a_large_integer_is_removed_and_added_whole() {
        let spec = json!({"a": 1, "b": [(1_i64 << 53) + 1]});
        let added = object(&spec).into_value();
        assert_eq!(
            patches(&json!({"a": 2, "b": []}), &spec),
            [
                Patch::Operations(vec![json!({"op": "remove", "path": "/spec"})]),
                Patch::Fields(added),
            ]
        );
    }

    #[test]
    fn equal_objects_need_no_patch() {
        assert_eq!(
            patches(&json!({"a": u64::MAX}), &json!({"a": u64::MAX})),
            []
        );
    }
}
