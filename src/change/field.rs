//! One field that differs.

use serde_json::Value;

use super::FieldPath;
use crate::finding::counted;

/// A field that was added, removed or changed; at least one of the two values is there.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldChange {
    /// Where it stands, with names as they are after the change.
    pub path: FieldPath,
    /// The value before; none if it was not set.
    pub before: Option<Value>,
    /// The value after; none if it is not set any more.
    pub after: Option<Value>,
    /// The value before as people read it, with its unit: `7 days` for `604800000`.
    pub before_text: Option<String>,
    /// The value after as people read it, with its unit.
    pub after_text: Option<String>,
    /// What else to know of the two values: `returns to the broker's default, 168 h`.
    pub note: Option<String>,
}

impl FieldChange {
    /// Names a field that differs; its values are shown as they are written.
    #[must_use]
    pub fn new(path: FieldPath, before: Option<Value>, after: Option<Value>) -> Self {
        let plain = |value: &Option<Value>| value.as_ref().map(text);
        Self {
            before_text: plain(&before),
            after_text: plain(&after),
            note: None,
            path,
            before,
            after,
        }
    }
}

/// Returns a value as one line: texts without quotes, all else as JSON. Of a text of several lines
/// their number is enough, since the object's own difference shows them.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) if text.contains('\n') => {
            counted(text.lines().count(), "line", "lines")
        }
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
