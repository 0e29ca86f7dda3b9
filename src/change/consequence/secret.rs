//! Secrets, of whose values nothing is known but that they differ.

use super::{Consequence, Fact, scene::Scene};
use crate::change::{Class, FieldChange};

/// Returns what the difference does.
pub fn field(scene: &Scene<'_>, field: &FieldChange) -> Vec<Consequence> {
    if field.path.is(&["type"]) || scene.was()["immutable"] == true {
        return vec![
            Consequence::new(
                Class::Impossible,
                Fact::new("secret/unchangeable"),
                "the API server refuses it",
                "the type of a Secret, and an immutable one as a whole, can't change",
            )
            .action("give it another name, or delete it first"),
        ];
    }
    if !field.path.is_below(&["data"]) && !field.path.is_below(&["stringData"]) {
        return Vec::new();
    }
    vec![
        Consequence::new(
            Class::Unknown,
            Fact::new("secret/changed"),
            "who uses the old value may be refused, or go on with it until a restart",
            "the kubelet renews mounted files within a minute or two, variables only at a restart",
        )
        .action("see who reads it, and change both sides together"),
    ]
}
