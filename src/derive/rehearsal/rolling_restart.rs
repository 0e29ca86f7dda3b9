//! A rolling restart: every node is away once, one after the other.

use super::{BEGIN, Rehearsal, Stage};
use crate::derive::node;

/// How many minutes lie between the starts of two restarts.
const STEP: u64 = 3;
/// How many minutes a node is away.
const AWAY: u64 = 2;
/// More nodes than this make no other case, and would outlast the rehearsal.
const NODES: u64 = 20;

/// Nothing may fire: the nodes are away for a moment each, and copies are behind all the while.
pub fn rehearsal(stage: &Stage<'_>) -> Rehearsal {
    let pods: Vec<String> = node::pools(&stage.deployment.cluster)
        .iter()
        .flat_map(|nodes| node::pods(&stage.deployment.cluster, nodes))
        .collect();
    let count = u64::try_from(pods.len()).unwrap_or(NODES).min(NODES);
    let mut samples = stage.healthy.clone();
    for (start, pod) in (0..count).map(|turn| BEGIN + turn * STEP).zip(&pods) {
        for sample in &mut samples {
            if sample.is("up", &[("pod", pod.clone())]) {
                sample.is_away(start, AWAY);
            }
        }
    }
    let behind = "kafka_server_replicamanager_underreplicatedpartitions";
    let active = "kafka_controller_kafkacontroller_activecontrollercount";
    let mut was_active = true;
    for sample in &mut samples {
        if sample.metric == behind {
            sample.is_meanwhile(4, BEGIN, count.max(1) * STEP);
        }
        // The first controller is restarted first, and the next one takes over.
        if sample.metric == active && was_active {
            sample.is_meanwhile(0, BEGIN, 1);
            was_active = false;
        }
    }
    let last = BEGIN + count * STEP + 5;
    Rehearsal {
        title: "a rolling restart".to_owned(),
        samples,
        checks: stage.quiet((BEGIN..=last).step_by(2)),
    }
}
