//! NetworkPolicies: who may reach whom.

use serde_json::Value;

use super::{Consequence, Fact};
use crate::change::{Class, FieldChange, Step};

/// Returns what the difference does.
pub fn field(field: &FieldChange) -> Vec<Consequence> {
    let path = &field.path;
    if path.is_below(&["spec", "podSelector"]) {
        return vec![selector()];
    }
    if path.is_below(&["spec", "policyTypes"]) {
        return vec![directions(field)];
    }
    let rule = path.is_below(&["spec", "ingress"]) || path.is_below(&["spec", "egress"]);
    if !rule {
        return Vec::new();
    }
    // A list of peers or ports that is not there means all of them.
    let list = matches!(path.last(), Some("from" | "to" | "ports"))
        && !matches!(path.steps().last(), Some(Step::Index(_) | Step::Item(_)));
    let mut told = Vec::new();
    let (mut narrower, mut wider) = (field.before.is_some(), field.after.is_some());
    if list && field.before.is_none() {
        (narrower, wider) = (true, false);
    } else if list && field.after.is_none() {
        (narrower, wider) = (false, true);
    }
    if narrower {
        told.push(Consequence::new(
            Class::AccessRemoved,
            Fact::new("network/narrowed"),
            "connections that the old rule allowed are refused, unless another rule allows them",
            "a pod that some policy selects takes and sends only what a rule allows",
        ));
    }
    if wider {
        told.push(Consequence::new(
            Class::AccessGranted,
            Fact::new("network/widened"),
            "connections get through that were refused before",
            "what one rule allows no other can refuse",
        ));
    }
    told
}

fn selector() -> Consequence {
    Consequence::new(
        Class::AccessGranted,
        Fact::new("network/selector"),
        "the policy is about other pods: those that it leaves may be open, and those that it takes closed",
        "a pod that no policy selects takes and sends everything",
    )
}

fn directions(field: &FieldChange) -> Consequence {
    let length =
        |value: &Option<Value>| value.as_ref().and_then(Value::as_array).map_or(0, Vec::len);
    let class = if length(&field.after) < length(&field.before) || field.after.is_none() {
        Class::AccessGranted
    } else {
        Class::AccessRemoved
    };
    Consequence::new(
        class,
        Fact::new("network/directions"),
        "the policy closes other directions than before",
        "a direction that no policy names is open",
    )
}
