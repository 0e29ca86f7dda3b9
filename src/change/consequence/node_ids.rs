//! The ids that a node pool asks for, against those that its nodes and the others' have.

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Consequence, Fact, scene::Scene};
use crate::{
    catalog::node_ids,
    change::{Class, FieldChange},
};

/// Returns what other ids do: what a pool asks for counts for new nodes alone.
pub fn changed(scene: &Scene<'_>, field: &FieldChange) -> Consequence {
    let asked = field.after.as_ref().and_then(Value::as_str);
    let asked: BTreeSet<u16> = asked.into_iter().flat_map(ids).collect();
    let own = running(scene, scene.was());
    let kept: BTreeSet<u16> = own.difference(&asked).copied().collect();
    let stays = replicas(scene.now()) >= replicas(scene.was());
    if !asked.is_empty() && !kept.is_empty() && stays {
        return unlike(
            format!("the running nodes keep the ids {}", listed(&kept)),
            "a node has its id for life: the operator looks at the annotation for new nodes alone",
        );
    }
    let others = scene
        .pools(scene.before)
        .filter(|(id, _)| **id != scene.change.id);
    let others: BTreeSet<u16> = others.flat_map(|(_, pool)| running(scene, pool)).collect();
    let taken: BTreeSet<u16> = asked.intersection(&others).copied().collect();
    if !taken.is_empty() {
        return unlike(
            format!(
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

fn unlike(effect: String, why: &str) -> Consequence {
    let effect = format!(
        "{effect}: what is set for single brokers, such as a host or an annotation of a listener, and \
         alerts on single nodes then name nodes that are not there"
    );
    Consequence::new(Class::Reverted, Fact::new("node-pool/node-ids-taken"), effect, why).action(
        "let each pool ask for the ids that its nodes have, and for free ones for new nodes; in the \
         model, set its `firstNodeId`, and leave room behind it",
    )
}

/// Returns the ids of a pool's nodes before the change: those that it asked for, or all from 0 on
/// of the only pool; none where nobody knows them.
fn running(scene: &Scene<'_>, pool: &Value) -> BTreeSet<u16> {
    let count = replicas(pool);
    if let Some(text) = pool["metadata"]["annotations"][node_ids::NEXT].as_str() {
        return ids(text).take(count).collect();
    }
    if scene.pools(scene.before).count() == 1 {
        return (0..).take(count).collect();
    }
    BTreeSet::new()
}

fn replicas(pool: &Value) -> usize {
    let count = pool["spec"]["replicas"].as_u64();
    count
        .and_then(|count| usize::try_from(count).ok())
        .unwrap_or(0)
}

fn ids(text: &str) -> impl Iterator<Item = u16> {
    node_ids::read(text).into_iter().flatten()
}

fn listed(ids: &BTreeSet<u16>) -> String {
    let ids: Vec<String> = ids.iter().map(u16::to_string).collect();
    ids.join(", ")
}
