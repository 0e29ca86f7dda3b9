//! A cluster or a node pool that goes, or that gets another name: what becomes of its disks and
//! certificate authorities.
//!
//! A claim is called `data-VOLUME-CLUSTER-POOL-NODE` (`VolumeUtils`), and so a pool or a cluster of
//! another name gets claims of its own, which are empty. A cluster's certificate authorities are
//! Secrets that it owns unless it says otherwise.

use serde_json::Value;

use super::{
    Consequence, Fact, node_pool,
    scene::{Scene, has_role},
};
use crate::{change::Class, finding::listed};

/// Returns what happens when the cluster goes.
pub fn deleted(scene: &Scene<'_>) -> Consequence {
    let lost = loses_disks(scene);
    let authorities = owned_authorities(scene.was());
    let disks = if lost {
        "the data of some of its nodes goes with it"
    } else {
        "its volumes stay"
    };
    let effect = match authorities {
        None => format!("the cluster stops; {disks}, and its certificate authorities stay"),
        Some(which) => format!(
            "the cluster stops; {disks}, and {which}: a cluster that is made again has new ones, and \
             clients with the old certificates can't connect"
        ),
    };
    let class = if lost { Class::DataLoss } else { Class::Outage };
    let reason = if lost {
        "the storage of these nodes is ephemeral, or `deleteClaim` is `true`; Kubernetes deletes a Secret \
         with the resource that owns it (`generateSecretOwnerReference`)"
    } else {
        "claims with `deleteClaim: false` belong to nobody; Kubernetes deletes a Secret with the resource \
         that owns it (`generateSecretOwnerReference`)"
    };
    Consequence::new(class, Fact::new("kafka/deleted"), effect, reason)
}

/// Returns what happens when the cluster gets another name or namespace: it begins with nothing.
pub fn renamed(scene: &Scene<'_>) -> Consequence {
    let disks = if loses_disks(scene) {
        "the data of the old one goes, as far as its storage is ephemeral or `deleteClaim` is `true`"
    } else {
        "the data of the old one lie in claims that no pod uses"
    };
    Consequence::new(
        Class::DataLoss,
        Fact::new("kafka/deleted"),
        format!(
            "the new cluster begins on empty disks and with other certificate authorities, so that its \
             clients need other certificates and addresses; {disks}"
        ),
        "claims and Secrets are called after their cluster and stand in its namespace",
    )
    .action(
        "keep the name and the namespace; else run both clusters for a time, copy the topics with \
         MirrorMaker 2, and move the clients",
    )
}

fn loses_disks(scene: &Scene<'_>) -> bool {
    let mut pools = scene.pools(scene.before);
    pools.any(|(_, pool)| is_lost(&pool["spec"]["storage"]))
}

/// Returns which authorities Kubernetes deletes with the cluster: those that the operator makes and
/// puts under the resource (`CaReconciler`).
fn owned_authorities(kafka: &Value) -> Option<&'static str> {
    let owned = |key: &str| {
        let authority = &kafka["spec"][key];
        authority["generateCertificateAuthority"] != false
            && authority["generateSecretOwnerReference"] != false
    };
    match (owned("clusterCa"), owned("clientsCa")) {
        (true, true) => Some("its certificate authorities go"),
        (true, false) => Some("the certificate authority of its brokers goes"),
        (false, true) => Some("the certificate authority of its users goes"),
        (false, false) => None,
    }
}

/// Returns what happens when a node pool goes.
pub fn pool_deleted(scene: &Scene<'_>, was: &Value) -> Consequence {
    let controls = has_role(was, "controller");
    if is_replaced(scene, was) {
        let (effect, reason, action) = emptied(was, "the new pool's");
        return Consequence::new(
            Class::DataLoss,
            Fact::new("node-pool/deleted"),
            effect,
            reason,
        )
        .action(action);
    }
    if controls {
        return node_pool::quorum("controllers leave the cluster");
    }
    if is_lost(&was["spec"]["storage"]) {
        return Consequence::new(
            Class::DataLoss,
            Fact::new("node-pool/deleted"),
            "its brokers stop, and their data goes with them",
            "their storage is ephemeral, or `deleteClaim` is `true`",
        );
    }
    Consequence::new(
        Class::Outage,
        Fact::new("node-pool/deleted"),
        "its brokers stop; partitions that live on them alone can't be read or written, and their \
         data lie in claims that no pod uses",
        "nothing moves their replicas away",
    )
}

/// Returns what happens when a node pool gets another name: nothing of its disks comes along.
pub fn pool_renamed(scene: &Scene<'_>) -> Consequence {
    let (effect, reason, action) = emptied(scene.was(), "its");
    Consequence::new(
        Class::DataLoss,
        Fact::new("node-pool/deleted"),
        effect,
        reason,
    )
    .action(action)
}

/// Returns whether a pool that was not there before has a role of the pool that goes, so that both
/// happen at once and nothing can be moved in between.
fn is_replaced(scene: &Scene<'_>, was: &Value) -> bool {
    let mut new = scene
        .pools(scene.after)
        .filter(|(id, _)| scene.before.get(id).is_none());
    new.any(|(_, pool)| {
        let both = |role| has_role(was, role) && has_role(pool, role);
        both("broker") || both("controller")
    })
}

/// Says what nodes lose that go on under another name, why, and how to keep it; `whose` says of
/// which pool the nodes are that come instead.
fn emptied(was: &Value, whose: &str) -> (String, &'static str, &'static str) {
    let controllers = has_role(was, "controller");
    let mut parts = vec![format!("{whose} nodes start on empty disks")];
    if has_role(was, "broker") {
        parts.push(if is_lost(&was["spec"]["storage"]) {
            "the replicas of the old brokers are deleted with their disks".to_owned()
        } else {
            "the replicas of the old brokers lie in claims that no pod uses".to_owned()
        });
    }
    if controllers {
        parts.push(
            "the cluster forgets its topics, rights, quotas and passwords where no controller of before is \
             left"
                .to_owned(),
        );
    }
    let reason = "a claim is called after its cluster, pool and node (`data-VOLUME-CLUSTER-POOL-NODE`), \
                  so that another pool gets other claims";
    let action = if controllers {
        "keep the name of the pool: controllers can't be moved to another one"
    } else {
        "add the new pool first and leave the old one; move the replicas with Cruise Control or \
         `kafka-reassign-partitions.sh`, and remove the old pool when it is empty"
    };
    (listed(&parts), reason, action)
}

/// Returns whether data does not outlive the pods or the pool.
fn is_lost(storage: &Value) -> bool {
    let volumes = storage["volumes"].as_array().into_iter().flatten();
    let lost = |volume: &Value| volume["type"] == "ephemeral" || volume["deleteClaim"] == true;
    lost(storage) || volumes.into_iter().any(lost)
}
