//! What an overlay does to one object of the base.
//!
//! Kustomize turns an object into JSON for a JSON patch, and so rewrites every integer above 2^53
//! in it, also those that the patch does not name. A strategic merge keeps integers, but merges
//! lists on its own terms even into an empty place (two ports of one number become four). So an
//! object with such integers is not patched: the overlay deletes it and adds its own.

use serde_json::{Value, json};

use super::json_patch;
use crate::kubernetes::object::Object;

/// Up to here every integer is exact as a floating-point number.
const MAX_EXACT: u64 = 1 << 53;

/// What becomes of one object of the base.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// It stays as it is.
    None,
    /// A JSON patch turns it into the environment's.
    Patch(Value),
    /// The environment lacks it.
    Delete,
    /// The environment's takes its place.
    Replace,
}

impl Change {
    /// Compares an object of the base with the environment's, if there is one.
    pub fn between(before: &Object, after: Option<&Object>) -> Self {
        match after {
            None => Self::Delete,
            Some(after) if before == after => Self::None,
            Some(after) if [before, after].into_iter().any(has_large_integer) => Self::Replace,
            Some(after) => {
                Self::Patch(json_patch::operations(before.value(), after.value()).into())
            }
        }
    }
}

/// Returns the strategic merge that deletes an object; Kustomize finds it by these fields.
pub fn deletion(object: &Object) -> Value {
    let id = object.id();
    let mut metadata = json!({"name": id.name});
    if let Some(namespace) = &id.namespace {
        metadata["namespace"] = json!(namespace);
    }
    json!({
        "$patch": "delete",
        "apiVersion": object.api_version(),
        "kind": id.kind,
        "metadata": metadata,
    })
}

fn has_large_integer(object: &Object) -> bool {
    holds_large_integer(object.value())
}

fn holds_large_integer(value: &Value) -> bool {
    match value {
        Value::Number(number) => {
            let magnitude = number.as_i64().map(i64::unsigned_abs).or(number.as_u64());
            magnitude.is_some_and(|magnitude| magnitude > MAX_EXACT)
        }
        Value::Array(items) => items.iter().any(holds_large_integer),
        Value::Object(fields) => fields.values().any(holds_large_integer),
        Value::Null | Value::Bool(_) | Value::String(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn between(before: impl Into<Value>, after: impl Into<Value>) -> Change {
        let object = |a: Value| {
            let metadata = json!({"name": "a"});
            let spec = json!({"a": a});
            let value =
                json!({"apiVersion": "v1", "kind": "A", "metadata": metadata, "spec": spec});
            Object::new(value).unwrap()
        };
        Change::between(&object(before.into()), Some(&object(after.into())))
    }

    #[test]
    fn an_object_with_exact_integers_is_patched() {
        let (least, most) = (-(1_i64 << 53), 1_i64 << 53);
        let replaced = json!([{"op": "replace", "path": "/spec/a", "value": most}]);
        assert_eq!(between(least, most), Change::Patch(replaced));
    }

    #[test]
    fn an_object_with_a_larger_integer_is_replaced() {
        let (less, more) = (-(1_i64 << 53) - 1, (1_i64 << 53) + 1);
        assert_eq!(between(1, more), Change::Replace);
        assert_eq!(between(less, 1), Change::Replace);
        assert_eq!(between(1, json!([{"b": u64::MAX}])), Change::Replace);
    }

    #[test]
    fn an_equal_object_stays() {
        assert_eq!(between(u64::MAX, u64::MAX), Change::None);
    }
}
