//! JSON patches (RFC 6902): the operations that turn one value into another.
//!
//! Maps are compared key by key; anything else that differs is replaced whole, lists included:
//! operations on list items depend on each other's positions and are hard to review.
//! Operations stand in the order of the keys, so that the same values give the same patch.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

/// Returns the operations that turn the value `before` into `after`; none if they are equal.
pub fn operations(before: &Value, after: &Value) -> Vec<Value> {
    let mut operations = Vec::new();
    compare("", before, after, &mut operations);
    operations
}

fn compare(path: &str, before: &Value, after: &Value, operations: &mut Vec<Value>) {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            compare_fields(path, before, after, operations);
        }
        (before, after) if before == after => {}
        _ => operations.push(json!({"op": "replace", "path": path, "value": after})),
    }
}

fn compare_fields(
    path: &str,
    before: &Map<String, Value>,
    after: &Map<String, Value>,
    operations: &mut Vec<Value>,
) {
    let keys: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    for key in keys {
        let path = format!("{path}/{}", escaped(key));
        match (before.get(key), after.get(key)) {
            (Some(before), Some(after)) => compare(&path, before, after, operations),
            (None, Some(value)) => {
                operations.push(json!({"op": "add", "path": path, "value": value}));
            }
            (_, None) => operations.push(json!({"op": "remove", "path": path})),
        }
    }
}

/// Returns a key as one segment of a JSON pointer (RFC 6901).
fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn patched(before: &Value, after: &Value) -> Value {
        let operations = operations(before, after);
        let patch: json_patch::Patch = serde_json::from_value(operations.into()).unwrap();
        let mut patched = before.clone();
        json_patch::patch(&mut patched, &patch).unwrap();
        patched
    }

    #[test]
    fn only_what_differs_is_named() {
        let before = json!({"a": {"b/c": 1, "d~e": 2, "f": 3}, "g": [1, 2], "h": {}});
        let after = json!({"a": {"b/c": 9, "f": 3, "i": {}}, "g": [2, 1], "h": []});
        let operations = operations(&before, &after);
        assert_eq!(
            Value::from(operations),
            json!([
                {"op": "replace", "path": "/a/b~1c", "value": 9},
                {"op": "remove", "path": "/a/d~0e"},
                {"op": "add", "path": "/a/i", "value": {}},
                {"op": "replace", "path": "/g", "value": [2, 1]},
                {"op": "replace", "path": "/h", "value": []},
            ])
        );
    }

    #[test]
    fn equal_values_need_no_operation() {
        let value = json!({"a": [{"b": 1.0}]});
        assert_eq!(operations(&value, &value), Vec::<Value>::new());
    }

    fn fields(depth: u32) -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            any::<bool>().prop_map(Value::from),
            (0..3_u64).prop_map(Value::from),
            "[a~/]{0,2}".prop_map(Value::from),
            prop::collection::vec(0..3_u64, 0..3).prop_map(Value::from),
        ];
        let map = |inner| {
            prop::collection::btree_map("[a~/]{0,2}", inner, 0..4)
                .prop_map(|fields| fields.into_iter().collect::<Value>())
        };
        map(leaf
            .prop_recursive(depth, 16, 4, move |inner| map(inner).boxed())
            .boxed())
    }

    proptest! {
        #[test]
        fn an_independent_reader_gets_the_value_we_mean(before in fields(3), after in fields(3)) {
            prop_assert_eq!(patched(&before, &after), after);
        }
    }
}
