//! NetworkPolicies: who may reach whom.

use serde_json::{Map, Value};

use super::{Consequence, Fact, scene::Scene};
use crate::change::{Class, FieldChange, Step};

/// Returns what the difference does.
pub fn field(scene: &Scene<'_>, field: &FieldChange) -> Vec<Consequence> {
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
    let (mut narrower, mut wider) = (field.before.is_some(), field.after.is_some());
    // A list of peers or ports that is not there means all of them.
    if let Some((list, rule)) = list(field).zip(rules(scene, field)) {
        let empty = |side: &Value| side[list].as_array().is_none_or(Vec::is_empty);
        match (empty(rule[0]), empty(rule[1])) {
            (true, false) => (narrower, wider) = (true, false),
            (false, true) => (narrower, wider) = (false, true),
            _ => {}
        }
    }
    let mut told = Vec::new();
    if narrower {
        told.push(Consequence::new(
            Class::AccessRemoved,
            Fact::new("network/narrowed"),
            "connections that the old rule allowed are refused, unless another rule allows them",
            "a pod that some policy selects takes and sends only what a rule allows",
        )
        .who(chosen(scene, field.before.as_ref())));
    }
    if wider {
        told.push(
            Consequence::new(
                Class::AccessGranted,
                Fact::new("network/widened"),
                "connections get through that were refused before",
                "what one rule allows no other can refuse",
            )
            .who(chosen(scene, field.after.as_ref())),
        );
    }
    told
}

/// Returns the workloads that a policy which goes let through.
pub(super) fn allowed(scene: &Scene<'_>) -> Vec<String> {
    chosen(scene, Some(&scene.was()["spec"]["ingress"]))
}

/// Returns the workloads of either side whose pods some selector within a value chooses.
pub(super) fn chosen(scene: &Scene<'_>, value: Option<&Value>) -> Vec<String> {
    let mut selectors = Vec::new();
    collect(value.unwrap_or(&Value::Null), &mut selectors);
    let kinds = ["Deployment", "StatefulSet", "DaemonSet", "CronJob", "Job"];
    let sides = [scene.before, scene.after];
    let all = sides
        .into_iter()
        .flat_map(|side| kinds.iter().flat_map(|kind| side.of_kind(kind)));
    let chosen = all.filter(|(_, workload)| {
        labels(workload).is_some_and(|labels| {
            let fits = |selector: &&Map<String, Value>| {
                selector
                    .iter()
                    .all(|(key, value)| labels.get(key) == Some(value))
            };
            selectors.iter().any(fits)
        })
    });
    chosen.map(|(id, _)| id.name.clone()).collect()
}

/// Gathers the labels that pods are chosen by. A selector with expressions, or without a label, says
/// of nobody for certain that it is meant.
fn collect<'a>(value: &'a Value, selectors: &mut Vec<&'a Map<String, Value>>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, selectors)),
        Value::Object(fields) => {
            let labels = value["podSelector"]["matchLabels"].as_object();
            let plain = value["podSelector"]["matchExpressions"].is_null();
            selectors.extend(labels.filter(|labels| plain && !labels.is_empty()));
            for (_, value) in fields.iter().filter(|(key, _)| *key != "podSelector") {
                collect(value, selectors);
            }
        }
        _ => {}
    }
}

fn labels(workload: &Value) -> Option<&Map<String, Value>> {
    let spec = &workload["spec"];
    let templates = [&spec["template"], &spec["jobTemplate"]["spec"]["template"]];
    templates
        .iter()
        .find_map(|template| template["metadata"]["labels"].as_object())
}

/// Returns a rule before and after, when it can be told which one became which.
fn rules<'a>(scene: &Scene<'a>, field: &FieldChange) -> Option<[&'a Value; 2]> {
    let steps = field.path.steps();
    let (Some(Step::Key(direction)), Some(Step::Index(index))) = (steps.get(1), steps.get(2))
    else {
        return None;
    };
    let of = |side: &'a Value| side["spec"][direction.as_str()].as_array();
    let (before, after) = (of(scene.was())?, of(scene.now())?);
    let now = after.get(*index)?;
    let others = |rule: &&Value, others: &[Value]| !others.contains(*rule);
    let is: Vec<&Value> = after.iter().filter(|rule| others(rule, before)).collect();
    let was: Vec<&Value> = before.iter().filter(|rule| others(rule, after)).collect();
    let ordinal = is.iter().position(|rule| *rule == now)?;
    (was.len() == is.len()).then(|| Some([*was.get(ordinal)?, now]))?
}

/// Returns the list of peers or ports within a rule that a field stands in, or is.
fn list(field: &FieldChange) -> Option<&str> {
    match field.path.steps().get(3) {
        Some(Step::Key(key)) if ["from", "to", "ports"].contains(&key.as_str()) => Some(key),
        _ => None,
    }
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
