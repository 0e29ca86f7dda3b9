//! Roles and their bindings in Kubernetes: which people and accounts may do what.

use serde_json::Value;

use super::{Consequence, Fact, scene::Scene};
use crate::change::{Class, FieldChange};

/// Returns what the difference does.
pub fn field(scene: &Scene<'_>, field: &FieldChange) -> Vec<Consequence> {
    let path = &field.path;
    if path.is_below(&["roleRef"]) {
        return vec![
            Consequence::new(
                Class::Impossible,
                Fact::new("rbac/role-reference"),
                "the API server refuses it",
                "the role of a binding can't change",
            )
            .action("give the binding another name, or delete it first"),
        ];
    }
    let binding = path.is_below(&["subjects"]);
    if !binding && !path.is_below(&["rules"]) && !path.is_below(&["aggregationRule"]) {
        return Vec::new();
    }
    let who = if binding {
        subjects_of(field)
    } else {
        Vec::new()
    };
    let mut told = Vec::new();
    let whose = if binding { "subjects" } else { "rules" };
    if field.before.is_some() {
        told.push(Consequence::new(
            Class::AccessRemoved,
            Fact::new("rbac/narrowed"),
            format!("rights go that the old {whose} gave"),
            "the API server asks the roles at every request",
        ));
    }
    if field.after.is_some() {
        told.push(Consequence::new(
            Class::AccessGranted,
            Fact::new("rbac/widened"),
            format!("rights come that the new {whose} give"),
            "the API server asks the roles at every request",
        ));
    }
    let who = if who.is_empty() {
        subjects(scene.object())
    } else {
        who
    };
    told.into_iter()
        .map(|found| found.who(who.clone()))
        .collect()
}

/// Returns the subjects of a binding, such as `Group kafka-admins`.
#[must_use]
pub fn subjects(binding: &Value) -> Vec<String> {
    let subjects = binding["subjects"].as_array().into_iter().flatten();
    subjects.filter_map(subject).collect()
}

fn subjects_of(field: &FieldChange) -> Vec<String> {
    let sides = [&field.before, &field.after];
    sides.into_iter().flatten().filter_map(subject).collect()
}

fn subject(subject: &Value) -> Option<String> {
    let (kind, name) = (subject["kind"].as_str()?, subject["name"].as_str()?);
    Some(format!("{kind} {name}"))
}
