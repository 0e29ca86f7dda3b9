//! `KafkaRebalance`: proposals of Cruise Control, and what carries them out
//! (`KafkaRebalanceAssemblyOperator`).

use serde_json::Value;

use super::{Consequence, Fact, scene::Scene};
use crate::change::{Class, FieldChange};

const ASKED: &str = "strimzi.io/rebalance";
const AUTO_APPROVAL: &str = "strimzi.io/rebalance-auto-approval";
const TEMPLATE: &str = "strimzi.io/rebalance-template";

/// Returns what the difference of a field of the specification does.
pub fn field(scene: &Scene<'_>) -> Consequence {
    unasked(scene).unwrap_or_else(|| {
        proposal(
            scene,
            "connect/rebalance",
            "another proposal is made",
            "Cruise Control works out where replicas should be, and a change of the resource asks it again",
        )
    })
}

/// Returns what a new resource does.
pub fn added(scene: &Scene<'_>) -> Consequence {
    unasked(scene).unwrap_or_else(|| {
        proposal(
            scene,
            "connect/rebalance-asked",
            "Cruise Control makes a proposal",
            "Cruise Control works out where replicas should be",
        )
    })
}

/// Returns what it does that the resource goes; nothing where that is not known.
pub fn removed(scene: &Scene<'_>) -> Option<Consequence> {
    (!says(scene.was(), TEMPLATE)).then(|| {
        Consequence::new(
            Class::Dynamic,
            Fact::new("rebalance/deleted"),
            "a rebalance that runs goes on, and nobody tells how far it is",
            "Cruise Control moves the replicas, and the operator only asks it",
        )
    })
}

/// Returns what an annotation does; nothing where it is not about rebalances.
pub fn annotation(scene: &Scene<'_>, field: &FieldChange, key: &str) -> Option<Consequence> {
    let told = |class, fact, effect, reason| {
        Some(Consequence::new(class, Fact::new(fact), effect, reason))
    };
    let after = field.after.as_ref().and_then(Value::as_str);
    match (key, after) {
        (ASKED | AUTO_APPROVAL, _) if unasked(scene).is_some() => unasked(scene),
        (ASKED, Some("approve")) => told(
            Class::DataMovement,
            "rebalance/approved",
            "replicas move as the proposal says, if one is ready",
            "the annotation approves the proposal",
        ),
        (ASKED, Some("stop")) => told(
            Class::Dynamic,
            "rebalance/stopped",
            "replicas that move now arrive, and no others move",
            "the annotation stops a rebalance, or the work on a proposal",
        ),
        (ASKED, Some("refresh")) => Some(proposal(
            scene,
            "connect/rebalance",
            "another proposal is made",
            "the annotation asks Cruise Control again",
        )),
        (ASKED, None) => told(
            Class::Cosmetic,
            "rebalance/answered",
            "nothing changes",
            "the operator takes the annotation away by itself when it has done what it asks",
        ),
        (AUTO_APPROVAL, Some("true")) => told(
            Class::DataMovement,
            "rebalance/approved",
            "replicas move as a proposal says, as soon as one is ready",
            "the annotation approves every proposal of this resource",
        ),
        (AUTO_APPROVAL, _) => told(
            Class::Dynamic,
            "rebalance/approval-needed",
            "a proposal waits until somebody approves it",
            "no annotation approves it beforehand",
        ),
        _ => None,
    }
}

fn says(rebalance: &Value, key: &str) -> bool {
    rebalance["metadata"]["annotations"][key] == "true"
}

/// Returns why no proposal is made.
fn unasked(scene: &Scene<'_>) -> Option<Consequence> {
    if says(scene.now(), TEMPLATE) {
        return Some(Consequence::new(
            Class::Dynamic,
            Fact::new("rebalance/template"),
            "nothing moves by it; later rebalances by `autoRebalance` take its settings",
            "it is a template, for which no proposal is made",
        ));
    }
    let kafka = scene.kafka(scene.after)?;
    kafka["spec"]["cruiseControl"].is_null().then(|| {
        Consequence::new(
            Class::Impossible,
            Fact::new("rebalance/without-cruise-control"),
            "no proposal is made, and the resource is `NotReady`",
            "the cluster has no Cruise Control (`spec.cruiseControl`)",
        )
        .action("add Cruise Control to the cluster first")
    })
}

/// States that a proposal is made, and whether somebody has to approve it.
fn proposal(
    scene: &Scene<'_>,
    fact: &'static str,
    begin: &str,
    reason: &'static str,
) -> Consequence {
    let end = if says(scene.now(), AUTO_APPROVAL) {
        "replicas move as soon as it is ready"
    } else {
        "once it is approved, replicas move"
    };
    Consequence::new(
        Class::DataMovement,
        Fact::new(fact),
        format!("{begin}; {end}"),
        reason,
    )
}
