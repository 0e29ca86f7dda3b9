//! The quotas that hold for everybody (`spec.kafka.quotas`).

use serde_json::Value;

use super::{Consequence, Fact, judge::pods, scene::Scene};
use crate::change::{Class, FieldChange, unit::number};

/// Returns what the difference does.
pub fn field(scene: &Scene<'_>, field: &FieldChange) -> Vec<Consequence> {
    let kind = |side: &Value| side["spec"]["kafka"]["quotas"]["type"].clone();
    let plugin = [scene.was(), scene.now()]
        .map(kind)
        .contains(&Value::from("strimzi"));
    let mut told = vec![limit(field)];
    if plugin {
        let restarts = scene.nodes(Some("broker"));
        told.push(
            Consequence::new(
                Class::RollingRestart,
                Fact::new("kafka/quota-plugin"),
                format!("{} restart one at a time", pods(&restarts)),
                "the quotas plugin of Strimzi reads its settings when a broker starts",
            )
            .restarts(restarts),
        );
    }
    told
}

fn limit(field: &FieldChange) -> Consequence {
    let name = field.path.last().unwrap_or_default();
    let value = |value: &Option<Value>| value.as_ref().and_then(number);
    // The limits of free space refuse writers when there is less, the others when they do more.
    let floor = name.starts_with("minAvailable");
    let none = if floor { i64::MIN } else { i64::MAX };
    let [before, after] = [&field.before, &field.after].map(|side| value(side).unwrap_or(none));
    let tighter = if floor {
        after > before
    } else {
        after < before
    };
    if tighter {
        return Consequence::new(
            Class::Dynamic,
            Fact::new("kafka/quota-tightened"),
            "clients without a quota of their own are slowed down or held back beyond the new limit",
            "the quotas of the cluster hold for every user that has none",
        )
        .action("see who uses more than that now");
    }
    Consequence::new(
        Class::AccessGranted,
        Fact::new("kafka/quota-loosened"),
        "clients may take more of the cluster than before, or other quotas hold for them",
        "the quotas of the cluster hold for every user that has none",
    )
}
