//! A KafkaNodePool as a node pool of the model, and the nodes of a cluster on ZooKeeper as one.

use std::collections::BTreeSet;

use super::{
    amount,
    draft::{Draft, word},
    resource::{Resource, at, items, scalar},
    rules::{NODE_IDS, Told, VOLUME},
};
use crate::{
    catalog::node_ids,
    environment::document::{Entry, Node, Value},
    finding::{Finding, Outcome, Place},
};

/// What of a KafkaNodePool the model can say.
pub const KNOWN: &[&str] = &[
    "apiVersion",
    "kind",
    "metadata",
    "status",
    "spec/replicas",
    "spec/roles",
    "spec/jvmOptions/-Xmx",
    "spec/jvmOptions/-Xms",
    "spec/resources/requests",
    "spec/resources/limits",
    "spec/storage/type",
    "spec/storage/id",
    "spec/storage/size",
    "spec/storage/class",
    "spec/storage/deleteClaim",
    "spec/storage/volumes/*/type",
    "spec/storage/volumes/*/id",
    "spec/storage/volumes/*/size",
    "spec/storage/volumes/*/class",
    "spec/storage/volumes/*/deleteClaim",
    "spec/storage/volumes/*/kraftMetadata",
    "spec/storage/volumes/*/overrides",
    "spec/storage/overrides",
];

/// Returns the pool as the model would write it; its first id is `free`, or the one that it asks
/// for.
pub fn draft(resource: &Resource, free: Option<u16>, findings: &mut Vec<Finding>) -> Node {
    let mut pool = Draft::new(resource.place());
    pool.copy("roles", resource.entry(&["spec", "roles"]));
    pool.copy("replicas", resource.entry(&["spec", "replicas"]));
    let sized = resource
        .entry(&["spec"])
        .is_some_and(|spec| size(&mut pool, &spec.node, resource.place()));
    let heap = resource.entry(&["spec", "jvmOptions", "-Xmx"]);
    if let (true, Some(heap)) = (sized, heap)
        && let Some(text) = scalar(&heap.node).and_then(|text| amount::heap(&text.text))
    {
        pool.follow("heap", heap, text);
    }
    if let Some(entry) = resource.entry(&["spec", "storage"]) {
        pool.enter("storage", entry.key, storage(entry, findings));
    }
    if let Some(free) = free {
        pool.fill("firstNodeId", free.to_string());
    } else if let Some((entry, first)) = first_id(resource) {
        pool.follow("firstNodeId", entry, first.to_string());
    }
    pool.finish()
}

/// Returns whether the nodes of a pool are controllers.
#[must_use]
pub fn has_controllers(pool: &Resource) -> bool {
    has_role(pool, "controller")
}

/// Returns how many brokers a pool has; `None` where it does not say.
#[must_use]
pub fn brokers(pool: &Resource) -> Option<u64> {
    if !has_role(pool, "broker") {
        return Some(0);
    }
    replicas(pool).map(u64::from)
}

fn has_role(pool: &Resource, wanted: &str) -> bool {
    let roles = items(&pool.node, &["spec", "roles"]).iter();
    let mut roles = roles.filter_map(scalar);
    roles.any(|role| role.text == wanted)
}

/// Returns what runs without node pools: nodes that are brokers, and keep no metadata.
pub fn of_zookeeper(kafka: &Resource, findings: &mut Vec<Finding>) -> Node {
    let mut pool = Draft::new(kafka.place());
    let role = Node {
        place: kafka.place(),
        value: Value::Sequence(vec![word(kafka.place(), "broker")]),
    };
    pool.enter("roles", kafka.place(), role);
    pool.copy("replicas", kafka.entry(&["spec", "kafka", "replicas"]));
    let sized = kafka
        .entry(&["spec", "kafka"])
        .is_some_and(|kafka_spec| size(&mut pool, &kafka_spec.node, kafka.place()));
    let heap = kafka.entry(&["spec", "kafka", "jvmOptions", "-Xmx"]);
    if let (true, Some(heap)) = (sized, heap)
        && let Some(text) = scalar(&heap.node).and_then(|text| amount::heap(&text.text))
    {
        pool.follow("heap", heap, text);
    }
    if let Some(entry) = kafka.entry(&["spec", "kafka", "storage"]) {
        pool.enter("storage", entry.key, storage(entry, findings));
    }
    pool.finish()
}

/// Enters what each node gets; where the manifest leaves its memory out, something that no rule
/// looks at. Returns whether the memory is known.
fn size(pool: &mut Draft, spec: &Node, place: Place) -> bool {
    if let Some(resources) = resources(spec) {
        let key = at(spec, &["resources"]).map_or(place, |entry| entry.key);
        pool.nest("resources", key, resources);
        return true;
    }
    let mut unknown = Draft::new(place);
    unknown.fill("memory", "1Gi");
    unknown.fill("cpu", "1m");
    pool.nest("resources", place, unknown);
    false
}

/// Returns the resources of a component, if memory and processor time are both known.
#[must_use]
pub fn resources(spec: &Node) -> Option<Draft> {
    let amount = |of: &str, what: &str| at(spec, &["resources", of, what]);
    let memory = amount("limits", "memory").or_else(|| amount("requests", "memory"))?;
    let limit = amount("limits", "cpu");
    let cpu = amount("requests", "cpu").or(limit)?;
    let mut resources = Draft::new(at(spec, &["resources"])?.key);
    let text = |entry: &Entry| scalar(&entry.node).map(|scalar| scalar.text.clone());
    resources.follow("memory", memory, amount::memory(&text(memory)?)?);
    resources.follow("cpu", cpu, amount::cpu(&text(cpu)?)?);
    if let Some(limit) = limit {
        resources.follow("cpuLimit", limit, amount::cpu(&text(limit)?)?);
    }
    Some(resources)
}

/// Returns the first id that a pool asks for.
fn first_id(resource: &Resource) -> Option<(&Entry, u16)> {
    let entry = resource.entry(&["metadata", "annotations", node_ids::NEXT])?;
    let text = &scalar(&entry.node)?.text;
    let first = node_ids::read(text)?.into_iter().next()?;
    Some((entry, first))
}

/// Returns how many nodes a pool has, if that is a number.
#[must_use]
pub fn replicas(resource: &Resource) -> Option<u32> {
    resource.text(&["spec", "replicas"])?.text.parse().ok()
}

/// Returns whether a pool asks for ids in one rising range, as the model does.
#[must_use]
pub fn asks_for_ids(resource: &Resource) -> bool {
    let asked = resource
        .annotation(node_ids::NEXT)
        .and_then(|text| node_ids::read(text.text));
    asked.is_some_and(|ids| {
        let rising = ids
            .windows(2)
            .all(|pair| pair[0].checked_add(1) == Some(pair[1]));
        rising && replicas(resource) == u32::try_from(ids.len()).ok()
    })
}

/// Warns of ids that the operator can't read.
pub fn node_ids(resource: &Resource) -> Option<Finding> {
    let asked = resource.annotation(node_ids::NEXT)?;
    if node_ids::read(asked.text).is_some() {
        return None;
    }
    let message = format!(
        "the node pool `{}` asks for node ids in a form that the operator can't read",
        resource.name
    );
    let finding = NODE_IDS
        .warning(asked.place, message)
        .outcome(Outcome::Dropped);
    Some(finding.help("write them in brackets, such as `[0-2, 10]`"))
}

fn storage(entry: &Entry, findings: &mut Vec<Finding>) -> Node {
    let kind = at(&entry.node, &["type"]).and_then(|kind| scalar(&kind.node));
    match kind.map(|kind| kind.text.as_str()) {
        Some("ephemeral") => word(entry.key, "ephemeral"),
        Some("persistent-claim") => {
            let mut volumes = Draft::new(entry.key);
            volumes.nest("0", entry.key, volume(&entry.node, entry.key, findings));
            under("volumes", entry.key, volumes)
        }
        Some("jbod") => jbod(entry, findings),
        _ => entry.node.clone(),
    }
}

fn jbod(entry: &Entry, findings: &mut Vec<Finding>) -> Node {
    let list = items(&entry.node, &["volumes"]);
    let key = at(&entry.node, &["volumes"]).map_or(entry.key, |volumes| volumes.key);
    let ephemeral = |volume: &&Node| {
        let kind = at(volume, &["type"]).and_then(|kind| scalar(&kind.node));
        kind.is_some_and(|kind| kind.text == "ephemeral")
    };
    if !list.is_empty() && list.iter().all(|volume| ephemeral(&volume)) {
        return word(entry.key, "ephemeral");
    }
    let mut volumes = Draft::new(key);
    let mut seen = BTreeSet::new();
    for node in list.iter().filter(|volume| !ephemeral(volume)) {
        let id = at(node, &["id"]).and_then(|id| Some((id, scalar(&id.node)?)));
        let Some((id, text)) = id else {
            let error = volume_error(node.place, "a volume of a list has no `id`");
            findings.push(error.help("number the volumes from 0 on"));
            continue;
        };
        if !seen.insert(text.text.clone()) {
            let message = format!("two volumes have the id {}", text.text.escape_debug());
            findings.push(volume_error(id.node.place, message).help("give each an id of its own"));
            continue;
        }
        let volume = volume(node, id.key, findings);
        volumes.nest(text.text.clone(), id.node.place, volume);
    }
    under("volumes", key, volumes)
}

fn volume(node: &Node, place: Place, findings: &mut Vec<Finding>) -> Draft {
    let mut volume = Draft::new(place);
    let size = at(node, &["size"]).and_then(|size| Some((size, scalar(&size.node)?)));
    if let Some((entry, size)) = size {
        if size.text.ends_with('K') {
            let message = format!(
                "Kubernetes can't read the size `{}` of a volume: it calls that unit `k`, which Strimzi can't read",
                size.text.escape_debug()
            );
            let error = volume_error(entry.node.place, message);
            findings.push(error.help("write it in `Ki`, or in a larger unit"));
            volume.follow(
                "size",
                entry,
                amount::memory(&size.text).unwrap_or("1Gi".to_owned()),
            );
        } else {
            volume.follow("size", entry, amount::volume(&size.text));
        }
    } else {
        let error = volume_error(place, "a persistent volume has no size");
        findings.push(error.help("write `size`, such as `10Gi`"));
        volume.fill("size", "1Gi");
    }
    volume.copy("class", at(node, &["class"]));
    volume.copy("deleteClaim", at(node, &["deleteClaim"]));
    volume
}

fn volume_error(place: Place, message: impl Into<String>) -> Finding {
    VOLUME.error(place, message).outcome(Outcome::Refused)
}

fn under(key: &str, place: Place, draft: Draft) -> Node {
    let mut outer = Draft::new(place);
    outer.nest(key, place, draft);
    outer.finish()
}
