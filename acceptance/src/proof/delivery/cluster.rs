//! What is in a cluster, asked until it is as it should be.

use std::collections::BTreeSet;
use std::time::Duration;

use serde_json::{Value, json};

use crate::component::kubectl::Kubectl;
use crate::error::Result;
use crate::manifest::Object;
use crate::patience;
use crate::rendered::NAMESPACE;

/// How long a tool may take to what it is waited for.
const LIMIT: Duration = Duration::from_mins(3);

/// The kinds that Strimzi's operators would say are ready.
pub(super) const OF_STRIMZI: [&str; 3] = ["kafka", "kafkatopic", "kafkauser"];

/// Waits until something is so, and returns whether it came to be.
pub(super) fn wait(is_so: impl FnMut() -> Result<bool>) -> Result<bool> {
    patience::until(LIMIT, is_so)
}

/// Returns which of `objects` are in the cluster and stay there.
pub(super) fn present(kubectl: &Kubectl, objects: &[Object]) -> Result<BTreeSet<String>> {
    let list = json!({
        "apiVersion": "v1",
        "kind": "List",
        "items": objects.iter().map(Object::value).collect::<Vec<_>>(),
    });
    let call = kubectl.call().args(["get", "--filename", "-"]);
    let call = call.args(["--ignore-not-found", "--output", "json"]);
    let text = call.input(list.to_string()).stdout()?;
    let found: Value = serde_json::from_str(&text).unwrap_or_default();
    // One object alone is answered without a list around it.
    let alone = std::slice::from_ref(&found);
    let items = found["items"].as_array().map_or(alone, Vec::as_slice);
    let living = items
        .iter()
        .filter(|item| item["metadata"]["deletionTimestamp"].is_null());
    let living: BTreeSet<_> = living
        .map(|item| identity(&Object::new(item.clone())))
        .collect();
    let wanted = objects.iter().map(identity);
    Ok(wanted.filter(|object| living.contains(object)).collect())
}

/// Returns which of some objects are not in the cluster.
pub(super) fn missing(kubectl: &Kubectl, objects: &[Object]) -> Result<Vec<String>> {
    let present = present(kubectl, objects)?;
    Ok(objects
        .iter()
        .map(identity)
        .filter(|object| !present.contains(object))
        .collect())
}

/// Waits until some objects are gone and returns those that are not.
pub(super) fn left(kubectl: &Kubectl, objects: &[Object]) -> Result<Vec<String>> {
    if objects.is_empty() {
        return Ok(vec!["there is nothing of this kind".to_owned()]);
    }
    wait(|| Ok(present(kubectl, objects)?.is_empty()))?;
    Ok(present(kubectl, objects)?.into_iter().collect())
}

/// Says in the place of Strimzi's operators that resources of a kind are ready, as they now are.
pub(super) fn say_that_they_are_ready(kubectl: &Kubectl, kind: &str) -> Result<()> {
    let list = kubectl.get(&[kind, "--namespace", NAMESPACE])?;
    let ready = json!({
        "type": "Ready", "status": "True", "lastTransitionTime": "2026-01-01T00:00:00Z",
    });
    for resource in list["items"].as_array().into_iter().flatten() {
        let generation = &resource["metadata"]["generation"];
        if resource["status"]["observedGeneration"] != *generation {
            let status = json!({"conditions": [ready], "observedGeneration": generation});
            let name = resource["metadata"]["name"].as_str().unwrap_or_default();
            kubectl.set_status(kind, NAMESPACE, name, &status)?;
        }
    }
    Ok(())
}

/// Returns whether a condition of an object is `True`, `False`, `Unknown` or not told.
pub(super) fn condition<'a>(object: &'a Value, name: &str) -> &'a str {
    let conditions = object["status"]["conditions"].as_array();
    let found = conditions
        .into_iter()
        .flatten()
        .find(|condition| condition["type"] == name);
    found
        .and_then(|condition| condition["status"].as_str())
        .unwrap_or_default()
}

/// Returns what tells an object from all others.
pub(super) fn identity(object: &Object) -> String {
    let (group, _) = object
        .text("/apiVersion")
        .split_once('/')
        .unwrap_or_default();
    format!("{group} {}/{object}", object.namespace())
}

/// Names the kinds of some objects, for a claim.
pub(super) fn kinds(objects: &[Object]) -> String {
    let kinds: BTreeSet<_> = objects.iter().map(Object::kind).collect();
    kinds.into_iter().collect::<Vec<_>>().join(", ")
}
