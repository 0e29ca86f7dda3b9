//! PodDisruptionBudgets: how many pods a drain may stop at once.

use serde_json::Value;

use super::{Consequence, Fact};
use crate::change::{Class, FieldChange, unit::number};

/// Returns what the difference does.
pub fn field(field: &FieldChange) -> Vec<Consequence> {
    let path = &field.path;
    let count = |value: &Option<Value>| value.as_ref().and_then(number);
    let (before, after) = (count(&field.before), count(&field.after));
    let looser = match path.last() {
        Some("maxUnavailable") => before.is_some() && (after.is_none() || after > before),
        Some("minAvailable") => before.is_some() && after < before,
        _ if path.is_below(&["spec", "selector"]) => true,
        _ => return Vec::new(),
    };
    if looser {
        return vec![Consequence::new(
            Class::AccessRemoved,
            Fact::new("budget/loosened"),
            "a drain of a node may stop more of these pods at once, or other pods are guarded",
            "the eviction API asks the budget",
        )];
    }
    vec![Consequence::new(
        Class::Dynamic,
        Fact::new("budget/changed"),
        "a drain of a node may stop fewer of these pods at once",
        "the eviction API asks the budget",
    )]
}
