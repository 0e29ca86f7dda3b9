//! Keeps the values of Secrets out of everything that is told of a change.
//!
//! That a value differs is told; neither value is.

use serde_json::Value;

/// What stands for a value that is the same on both sides, or on one alone.
const HIDDEN: &str = "(hidden)";

/// What stands for the value after, where it differs.
const ANOTHER: &str = "(hidden, another value)";

/// The parts of a Secret that hold values; annotations, since `kubectl apply` keeps a copy there.
const PARTS: [&str; 3] = ["/data", "/stringData", "/metadata/annotations"];

/// Replaces the values of a Secret on both sides; other kinds stay as they are.
pub fn conceal(before: Option<&mut Value>, after: Option<&mut Value>) {
    match (before, after) {
        (Some(before), Some(after)) => {
            for part in PARTS {
                let values = before.pointer(part).cloned();
                replace(after, part, values.as_ref());
                replace(before, part, None);
            }
        }
        (Some(only), None) | (None, Some(only)) => {
            for part in PARTS {
                replace(only, part, None);
            }
        }
        (None, None) => {}
    }
}

fn replace(object: &mut Value, part: &str, other: Option<&Value>) {
    if object["kind"] != "Secret" {
        return;
    }
    let Some(values) = object.pointer_mut(part) else {
        return;
    };
    let Some(fields) = values.as_object_mut() else {
        *values = Value::from(HIDDEN);
        return;
    };
    for (key, value) in fields {
        let differs = other.is_some_and(|other| other.get(key).is_some_and(|was| was != value));
        *value = Value::from(if differs { ANOTHER } else { HIDDEN });
    }
}
