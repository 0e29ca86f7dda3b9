//! The ids of a cluster's nodes as far as the objects say, and what it does to ask for others.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{
    Consequence, Fact,
    scene::{Scene, has_role},
};
use crate::{
    catalog::node_ids,
    change::{Class, FieldChange, Objects},
};

/// Returns the ids of the brokers of the cluster within a set; none where the objects do not say.
#[must_use]
pub fn of_brokers<'a>(scene: &Scene<'a>, side: &'a Objects) -> Option<BTreeSet<u16>> {
    let pools: Vec<&Value> = scene.pools(side).map(|(_, pool)| pool).collect();
    let mut all = BTreeSet::new();
    for pool in &pools {
        let ids = of_pool(pool, pools.len())?;
        if has_role(pool, "broker") {
            all.extend(ids);
        }
    }
    (!pools.is_empty()).then_some(all)
}

/// Returns the ids of a pool's nodes: those that it asks for, or all from 0 on of a cluster's only
/// pool (Strimzi: `NodeIdAssignor`).
fn of_pool(pool: &Value, pools: usize) -> Option<BTreeSet<u16>> {
    let count = usize::try_from(pool["spec"]["replicas"].as_u64()?).ok()?;
    let ids: Vec<u16> = match pool["metadata"]["annotations"][node_ids::NEXT].as_str() {
        Some(text) => node_ids::read(text)?,
        None if pools == 1 => (0..=u16::MAX).take(count).collect(),
        None => return None,
    };
    (ids.len() >= count).then(|| ids.into_iter().take(count).collect())
}

/// Returns what other ids do: what a pool asks for counts for new nodes alone.
pub fn changed(scene: &Scene<'_>, field: &FieldChange) -> Consequence {
    let asked = field.after.as_ref().and_then(Value::as_str);
    let asked: BTreeSet<u16> = asked
        .and_then(node_ids::read)
        .into_iter()
        .flatten()
        .collect();
    let count = scene.pools(scene.before).count();
    let running = |pool: &Value| of_pool(pool, count).unwrap_or_default();
    let kept: BTreeSet<u16> = running(scene.was()).difference(&asked).copied().collect();
    let replicas = |pool: &Value| pool["spec"]["replicas"].as_u64();
    let stays = replicas(scene.now()) >= replicas(scene.was());
    if !asked.is_empty() && !kept.is_empty() && stays {
        return unlike(
            &format!("the running nodes keep the ids {}", listed(&kept)),
            "a node has its id for life: the operator looks at the annotation for new nodes alone",
        );
    }
    let others = scene
        .pools(scene.before)
        .filter(|(id, _)| **id != scene.change.id);
    let others: BTreeSet<u16> = others.flat_map(|(_, pool)| running(pool)).collect();
    let taken: BTreeSet<u16> = asked.intersection(&others).copied().collect();
    if !taken.is_empty() {
        return unlike(
            &format!(
                "nodes of other pools have the ids {}, and new nodes get the lowest free ones instead",
                listed(&taken)
            ),
            "an id belongs to one node for as long as it runs (`NodeIdAssignor`)",
        );
    }
    later()
}

/// Returns what other ids do to nodes that are to come or to go.
pub fn later() -> Consequence {
    Consequence::new(
        Class::Dynamic,
        Fact::new("node-pool/node-ids"),
        "nodes that are added or removed later get or lose other ids",
        "the operator looks at the ids when the size of the pool changes",
    )
}

fn unlike(what: &str, why: &str) -> Consequence {
    let effect = format!(
        "{what}: what is set for single brokers, such as a host or an annotation of a listener, and \
         alerts on single nodes then name nodes that are not there"
    );
    Consequence::new(
        Class::Reverted,
        Fact::new("node-pool/node-ids-taken"),
        effect,
        why,
    )
    .action(
        "let each pool ask for the ids that its nodes have, and for free ones for new nodes; in the \
         model, set its `firstNodeId`, and leave room behind it",
    )
}

fn listed(ids: &BTreeSet<u16>) -> String {
    let ids: Vec<String> = ids.iter().map(u16::to_string).collect();
    ids.join(", ")
}
