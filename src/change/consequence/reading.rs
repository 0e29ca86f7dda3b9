//! What stands beside the values of a configuration: their units, and what takes their place when
//! they go.

use serde_json::Value;

use super::{config, scene::Scene};
use crate::change::{FieldChange, unit::readable};

/// Returns the field with its values as people read them.
#[must_use]
pub fn read(scene: &Scene<'_>, field: &FieldChange) -> FieldChange {
    let mut read = field.clone();
    let kind = scene.change.id.kind.as_str();
    let config = match kind {
        "KafkaTopic" => field.path.is(&["spec", "config", "*"]),
        "Kafka" => field.path.is(&["spec", "kafka", "config", "*"]),
        _ => false,
    };
    let Some(name) = field.path.last().filter(|_| config) else {
        return read;
    };
    let text = |value: &Option<Value>| value.as_ref().and_then(|value| readable(name, value));
    read.before_text = text(&field.before).or(read.before_text);
    read.after_text = text(&field.after).or(read.after_text);
    if field.after.is_none() {
        read.note = returned(scene, name, kind);
    }
    read
}

fn returned(scene: &Scene<'_>, name: &str, kind: &str) -> Option<String> {
    let default = config::returns_to(scene, name)?;
    let value = Value::String(default);
    let shown = readable(name, &value).or_else(|| value.as_str().map(str::to_owned))?;
    let whose = if kind == "KafkaTopic" {
        "the broker's default"
    } else {
        "Kafka's default"
    };
    Some(format!("returns to {whose}, {shown}"))
}
