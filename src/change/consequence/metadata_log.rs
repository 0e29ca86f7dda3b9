//! The disk on which a node keeps the cluster's metadata.
//!
//! It is the volume with `kraftMetadata: shared`, else that of the lowest id (`VolumeUtils`). A node
//! does not copy the log to another disk: when it starts it deletes the old one (`kafka_run.sh`) and
//! fetches the metadata from the controllers.

use serde_json::Value;

use super::{
    Consequence, Fact,
    judge::pods,
    scene::{Scene, has_role},
};
use crate::change::{Class, unit::number};

/// Returns what it does that the nodes of the pool keep their metadata on another disk; none where
/// they do not.
pub fn moved(scene: &Scene<'_>) -> Option<Consequence> {
    let [before, after] = [scene.was(), scene.now()].map(volume);
    if before? == after? {
        return None;
    }
    if has_role(scene.was(), "controller") && controllers(scene) == 1 {
        return Some(
            Consequence::new(
                Class::DataLoss,
                Fact::new("storage/metadata-lost"),
                "the only controller begins with an empty metadata log, and the cluster forgets its topics, \
                 rights, quotas and passwords",
                "a node does not copy the log to another disk, and no other controller has it",
            )
            .action("leave the metadata where they are, with `kraftMetadata: shared` on that disk"),
        );
    }
    let restarts = vec![scene.restart_of(&scene.change.id, scene.now())];
    let found = Consequence::new(
        Class::RollingRestart,
        Fact::new("storage/metadata-volume"),
        format!(
            "{} restart one at a time with an empty metadata log on another disk, and fetch the metadata \
             from the controllers",
            pods(&restarts)
        ),
        "a node does not copy the log to another disk",
    )
    .restarts(restarts);
    Some(if has_role(scene.was(), "controller") {
        found.action(
            "see that every controller has caught up before, since the others alone have the metadata \
             meanwhile",
        )
    } else {
        found
    })
}

/// Returns the id of the volume that holds the metadata; none where the storage has no ids.
fn volume(pool: &Value) -> Option<i64> {
    let volumes = pool["spec"]["storage"]["volumes"].as_array()?;
    let id = |volume: &Value| number(&volume["id"]);
    let chosen = volumes
        .iter()
        .find(|volume| volume["kraftMetadata"] == "shared");
    chosen
        .and_then(id)
        .or_else(|| volumes.iter().filter_map(id).min())
}

fn controllers(scene: &Scene<'_>) -> u64 {
    let pools = scene.pools(scene.before);
    let controllers = pools.filter(|(_, pool)| has_role(pool, "controller"));
    controllers
        .filter_map(|(_, pool)| pool["spec"]["replicas"].as_u64())
        .sum()
}
