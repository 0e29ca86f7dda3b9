//! A KafkaNodePool as a node pool of the model, and the nodes of a cluster on ZooKeeper as one.

use std::collections::BTreeSet;

use super::{
    amount,
    draft::{Draft, word},
    resource::{Resource, at, items, scalar},
    rules::{NODE_IDS, Told, VOLUME},
};
use crate::{
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

/// The annotation that asks for node ids.
const NEXT_IDS: &str = "strimzi.io/next-node-ids";

/// More ids than any cluster has; a short text could ask for any number of them.
const MOST_IDS: usize = 100_000;

/// Returns the pool as the model would write it.
pub fn draft(resource: &Resource, with_ids: bool, findings: &mut Vec<Finding>) -> Node {
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
    if let Some((entry, first)) = first_id(resource).filter(|_| with_ids) {
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
    let replicas = pool.text(&["spec", "replicas"])?;
    replicas.text.parse::<u32>().ok().map(u64::from)
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
    let entry = resource.entry(&["metadata", "annotations", NEXT_IDS])?;
    let text = &scalar(&entry.node)?.text;
    let first = ids(text)?.into_iter().next()?;
    Some((entry, first))
}

/// Returns whether a pool asks for ids in one rising range, as the model does.
#[must_use]
pub fn asks_for_ids(resource: &Resource) -> bool {
    let replicas = resource.text(&["spec", "replicas"]);
    let replicas = replicas.and_then(|replicas| replicas.text.parse::<usize>().ok());
    let asked = resource
        .annotation(NEXT_IDS)
        .and_then(|text| ids(text.text));
    asked.is_some_and(|ids| {
        let rising = ids
            .windows(2)
            .all(|pair| pair[0].checked_add(1) == Some(pair[1]));
        rising && replicas == Some(ids.len())
    })
}

/// Warns of ids that the operator can't read.
pub fn node_ids(resource: &Resource) -> Option<Finding> {
    let asked = resource.annotation(NEXT_IDS)?;
    if ids(asked.text).is_some() {
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

/// Reads ids as Strimzi does: `[1, 5-9, 30-20]` (Strimzi: `NodeIdRange`). Nothing is returned for
/// another form, and for more ids than a cluster has.
fn ids(text: &str) -> Option<Vec<u16>> {
    let inside = text.trim().strip_prefix('[')?.strip_suffix(']')?.trim();
    let mut ids = Vec::new();
    if inside.is_empty() {
        return Some(ids);
    }
    for part in inside.split(',').map(str::trim) {
        if ids.len() > MOST_IDS {
            return None;
        }
        let (from, to) = part.split_once('-').unwrap_or((part, part));
        let (from, to) = (
            from.trim().parse::<u16>().ok()?,
            to.trim().parse::<u16>().ok()?,
        );
        if from <= to {
            ids.extend(from..=to);
        } else {
            ids.extend((to..=from).rev());
        }
    }
    Some(ids)
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
        volume.follow("size", entry, amount::volume(&size.text));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_as_strimzi_reads_them() {
        assert_eq!(ids("[0-2, 10]"), Some(vec![0, 1, 2, 10]));
        assert_eq!(ids("[3-1]"), Some(vec![3, 2, 1]));
        assert_eq!(ids("[]"), Some(Vec::new()));
        let endless = format!("[{}0]", "0-65535,".repeat(1_000_000));
        for bad in [
            endless.as_str(),
            "0-2",
            "[a]",
            "[1,]",
            "[1-]",
            "[99999]",
            "",
        ] {
            assert_eq!(ids(bad), None, "{bad}");
        }
    }
}
