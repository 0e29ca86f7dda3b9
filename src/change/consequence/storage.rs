//! Disks of a node pool, by what `StorageDiff` allows: a larger size, other `deleteClaim`, more or
//! fewer volumes. Anything else makes the operator leave all storage changes of the pool.

use serde_json::Value;

use super::{
    Consequence, Fact,
    judge::pods,
    metadata_log,
    scene::{Scene, has_role},
};
use crate::{
    change::{Class, FieldChange, FieldPath},
    environment::read::Scalar,
    model::quantity::Capacity,
};

/// Returns what the difference of a disk does.
pub fn field(scene: &Scene<'_>, field: &FieldChange) -> Vec<Consequence> {
    let path = &field.path;
    if is_without_volume(scene.now()) {
        return vec![without_volume()];
    }
    let volume = path.is(&["spec", "storage", "volumes", "*"]);
    if volume {
        let mut told = match &field.before {
            None => vec![added(scene)],
            Some(volume) => removed(scene, volume),
        };
        told.extend(metadata_log::moved(scene));
        return told;
    }
    vec![match path.last() {
        Some("size") => size(field),
        Some("deleteClaim") => delete_claim(field),
        Some("kraftMetadata") => metadata_log::moved(scene).unwrap_or_else(same_log),
        Some("volumeAttributesClass") => Consequence::new(
            Class::Dynamic,
            Fact::new("storage/attributes"),
            "the disk gets other attributes",
            "Kubernetes changes them while the disk is in use, from 0.49 on",
        ),
        _ => reverted(path),
    }]
}

/// Returns whether a pool of several disks names none.
pub(super) fn is_without_volume(pool: &Value) -> bool {
    let storage = &pool["spec"]["storage"];
    let volumes = storage["volumes"].as_array();
    storage["type"] == "jbod" && volumes.is_none_or(Vec::is_empty)
}

/// States that a pool without a disk is refused (`StorageUtils.validatePersistentStorage`), and with it
/// the whole cluster.
pub(super) fn without_volume() -> Consequence {
    Consequence::new(
        Class::Impossible,
        Fact::new("storage/without-volume"),
        "the operator changes nothing of the cluster any more, and the Kafka resource is `NotReady`",
        "storage of the type `jbod` needs at least one volume",
    )
    .action("name the volumes of the pool")
}

/// Turns every storage change of a pool into one that is left, if one of them is refused.
pub fn settle(told: &mut Vec<Consequence>) {
    let is_storage = |found: &Consequence| found.fact.as_str().starts_with("storage/");
    let refused = |found: &Consequence| is_storage(found) && found.class == Class::Reverted;
    if !told.iter().any(refused) {
        return;
    }
    let of_type = FieldPath::of(&["spec", "storage", "type"]);
    let other_type = told.iter().any(|found| found.fields.contains(&of_type));
    let mut left: Vec<FieldPath> = Vec::new();
    let mut of_disks = false;
    told.retain_mut(|found| {
        let goes = is_storage(found) && !refused(found);
        if goes {
            of_disks |= found.fact.as_str() == "storage/volume-removed";
            left.append(&mut found.fields);
        }
        !goes
    });
    left.sort();
    left.dedup();
    if left.is_empty() {
        return;
    }
    let action = if other_type {
        NEW_POOL
    } else if of_disks {
        "take the refused change back; move the replicas off the disk that goes before it goes"
    } else {
        "make two steps of it: this change first"
    };
    told.push(
        Consequence::new(
            Class::Reverted,
            Fact::new("storage/with-another"),
            "the operator leaves this change too",
            "another storage change of the pool is not possible, and then it leaves all of them",
        )
        .action(action)
        .of(left),
    );
}

/// How to get disks that those of a pool can't become.
const NEW_POOL: &str =
    "make a new pool with such disks, move the replicas to it, remove the old one";

fn same_log() -> Consequence {
    Consequence::new(
        Class::Cosmetic,
        Fact::new("storage/same-metadata-volume"),
        "the metadata stay on the disk where they are",
        "without a word they lie on the disk with the lowest id",
    )
}

fn size(field: &FieldChange) -> Consequence {
    let read = |value: &Option<Value>| -> Option<Capacity> {
        Capacity::parse(value.as_ref()?.as_str()?).ok()
    };
    match (read(&field.before), read(&field.after)) {
        (Some(before), Some(after)) if after.get() > before.get() => Consequence::new(
            Class::Dynamic,
            Fact::new("storage/grown"),
            "the disks grow while they are in use, if their class allows it; they can't shrink again",
            "the operator resizes the claims, and restarts a pod where its volume driver asks for it",
        )
        .action("see that the storage class has `allowVolumeExpansion: true`"),
        (Some(before), Some(after)) if after.get() == before.get() => Consequence::new(
            Class::Cosmetic,
            Fact::new("storage/same-size"),
            "the size is the same in another unit",
            "both texts mean as many bytes",
        ),
        _ => Consequence::new(
            Class::Reverted,
            Fact::new("storage/shrunk"),
            "the operator keeps the disks, and leaves every other storage change of the pool too",
            "a volume can't shrink; the resource gets a warning (`KafkaStorage`)",
        )
        .action("make a new pool with smaller disks, move the replicas to it, remove the old one"),
    }
}

fn delete_claim(field: &FieldChange) -> Consequence {
    if field.after == Some(Value::Bool(true)) {
        return Consequence::new(
            Class::Dynamic,
            Fact::new("storage/delete-claim"),
            "the data go with the cluster or the pool, if somebody deletes it later",
            "the operator deletes claims with `deleteClaim: true`",
        );
    }
    Consequence::new(
        Class::Dynamic,
        Fact::new("storage/keep-claim"),
        "the data stay when the cluster or the pool is deleted",
        "the operator keeps claims with `deleteClaim: false`",
    )
}

fn added(scene: &Scene<'_>) -> Consequence {
    let restarts = vec![scene.restart_of(&scene.change.id, scene.now())];
    let effect = format!(
        "{} restart one at a time with another disk",
        pods(&restarts)
    );
    let told = |reason| {
        Consequence::new(
            Class::RollingRestart,
            Fact::new("storage/volume-added"),
            effect,
            reason,
        )
        .restarts(restarts)
    };
    if has_role(scene.now(), "broker") {
        return told("a pod gets a new disk by a restart; replicas stay where they are")
            .action("move replicas to the new disks with Cruise Control");
    }
    told("a pod gets a new disk by a restart; a controller keeps its metadata alone, on one disk")
}

/// Returns what goes with a disk: replicas, if the nodes are brokers.
fn removed(scene: &Scene<'_>, volume: &Value) -> Vec<Consequence> {
    let restarts = vec![scene.restart_of(&scene.change.id, scene.now())];
    let restart = Consequence::new(
        Class::RollingRestart,
        Fact::new("storage/without-disk"),
        format!("{} restart one at a time without the disk", pods(&restarts)),
        "a pod loses a disk by a restart",
    )
    .restarts(restarts);
    if !has_role(scene.was(), "broker") {
        return vec![restart];
    }
    let kept = volume["type"] == "persistent-claim" && volume["deleteClaim"] != true;
    let lost = Consequence::new(
        Class::DataLoss,
        Fact::new("storage/volume-removed"),
        if kept {
            "the replicas on the disk are gone for Kafka; the claim itself stays"
        } else {
            "the disk goes with the replicas on it"
        },
        "nothing moves replicas off a disk that is taken away",
    )
    .action("move the replicas off it first, with a rebalance in the mode `remove-disks`");
    vec![lost, restart]
}

fn reverted(path: &FieldPath) -> Consequence {
    Consequence::new(
        Class::Reverted,
        Fact::new("storage/unchangeable"),
        "the operator keeps the disks, and leaves every other storage change of the pool too",
        format!(
            "`{}` of a disk that is there can't change; the resource gets a warning (`KafkaStorage`)",
            path.last().unwrap_or("storage")
        ),
    )
    .action(NEW_POOL)
}
