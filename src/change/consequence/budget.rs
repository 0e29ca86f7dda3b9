//! PodDisruptionBudgets: how many pods a drain may stop at once.

use serde_json::Value;

use super::{Consequence, Fact};
use crate::change::{Class, FieldChange, unit::number};

/// Returns what the difference does.
pub fn field(field: &FieldChange) -> Vec<Consequence> {
    let path = &field.path;
    let count = |value: &Option<Value>| value.as_ref().and_then(number);
    let (before, after) = (count(&field.before), count(&field.after));
    let percent = |value: &Option<Value>| {
        let text = value.as_ref()?.as_str()?;
        text.strip_suffix('%')?.parse::<i64>().ok()
    };
    let share = percent(&field.before).zip(percent(&field.after));
    // Between a number and a share, nobody knows which is more without the number of pods.
    let counted = before.is_some() && after.is_some() || share.is_some();
    let (before, after) = share.map_or((before, after), |(was, now)| (Some(was), Some(now)));
    let looser = match path.last() {
        Some("maxUnavailable") => field.before.is_some() && (!counted || after > before),
        Some("minAvailable") => field.before.is_some() && (!counted || after < before),
        _ if path.is_below(&["spec", "selector"]) => true,
        _ => return Vec::new(),
    };
    let key = path.last();
    if key == Some("maxUnavailable") && allows_none(field.after.as_ref(), "0%")
        || key == Some("minAvailable") && field.after.as_ref().is_some_and(|value| value == "100%")
    {
        return vec![
            Consequence::new(
                Class::Dynamic,
                Fact::new("budget/none"),
                "no drain of a node may stop any of these pods, so that it waits until somebody deletes them",
                "the eviction API asks the budget",
            )
            .action("let the budget allow one pod, unless something else restarts the pods of a drained node"),
        ];
    }
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

/// Returns whether nothing is allowed, as a number or as this share.
fn allows_none(value: Option<&Value>, share: &str) -> bool {
    value.is_some_and(|value| *value == 0 || value == "0" || value == share)
}
