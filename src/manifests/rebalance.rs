//! KafkaRebalances: what Cruise Control is asked to do.

use super::{
    membership::Cluster,
    resource::{CLUSTER_LABEL, Resource, items},
    rules::{Told, part::REBALANCE},
};
use crate::finding::{Finding, Outcome, Place};

/// What of a KafkaRebalance is looked at.
pub const KNOWN: &[&str] = &[
    "apiVersion",
    "kind",
    "metadata",
    "status",
    "spec/mode",
    "spec/brokers",
    "spec/moveReplicasOffVolumes",
    "spec/goals",
    "spec/rebalanceDisk",
];

/// The annotation of a resource that only holds settings for others.
const TEMPLATE: &str = "strimzi.io/rebalance-template";

/// Returns what keeps the rebalances among the resources from being carried out.
pub fn wrong(resources: &[Resource], clusters: &[Cluster<'_>]) -> Vec<Finding> {
    let rebalances = resources.iter().filter(|one| one.is("KafkaRebalance"));
    rebalances
        .flat_map(|one| {
            let parts = [cluster(one, clusters), brokers(one), disks(one), goals(one)];
            parts.into_iter().flatten()
        })
        .collect()
}

fn cluster(rebalance: &Resource, clusters: &[Cluster<'_>]) -> Option<Finding> {
    let name = &rebalance.name;
    if rebalance.annotation(TEMPLATE).is_some() {
        return None;
    }
    let Some(label) = rebalance.label(CLUSTER_LABEL) else {
        let message = format!("the KafkaRebalance `{name}` has no label `{CLUSTER_LABEL}`");
        return Some(refused(rebalance.place(), message, "name its Kafka there"));
    };
    let mut kafkas = clusters.iter().map(|cluster| cluster.kafka);
    let kafka = kafkas.find(|kafka| {
        kafka.name == label.text && rebalance.may_be_in(kafka.namespace.as_deref())
    })?;
    let control = kafka.entry(&["spec", "cruiseControl"]);
    if control.is_some_and(|entry| !entry.node.is_null()) {
        return None;
    }
    let message = format!(
        "the cluster `{}` runs no Cruise Control, so nothing carries out the KafkaRebalance `{name}`",
        kafka.name
    );
    let help = "write `cruiseControl: {}` into the spec of the Kafka";
    Some(refused(label.place, message, help))
}

fn brokers(rebalance: &Resource) -> Option<Finding> {
    let mode = rebalance.text(&["spec", "mode"]);
    let kind = mode.as_ref().map_or("full", |mode| mode.text);
    let brokers = rebalance.entry(&["spec", "brokers"]);
    let listed = !items(&rebalance.node, &["spec", "brokers"]).is_empty();
    match kind {
        "add-brokers" | "remove-brokers" if !listed => {
            let message = format!("the mode `{kind}` says nothing without `brokers`");
            Some(refused(mode?.place, message, "list the ids of the brokers"))
        }
        "full" if listed => {
            let message = "the mode `full` ignores `brokers`";
            let finding = REBALANCE.warning(brokers?.key, message);
            let help = "take them away, or choose `add-brokers` or `remove-brokers`";
            Some(finding.outcome(Outcome::Ignored).help(help))
        }
        _ => None,
    }
}

fn disks(rebalance: &Resource) -> Option<Finding> {
    let mode = rebalance.text(&["spec", "mode"])?;
    let volumes = items(&rebalance.node, &["spec", "moveReplicasOffVolumes"]);
    if mode.text != "remove-disks" || !volumes.is_empty() {
        return None;
    }
    let message = "the mode `remove-disks` says nothing without `moveReplicasOffVolumes`";
    Some(refused(
        mode.place,
        message,
        "list the brokers and their volumes",
    ))
}

fn goals(rebalance: &Resource) -> Option<Finding> {
    let disks = rebalance.text(&["spec", "rebalanceDisk"])?;
    let goals = rebalance.entry(&["spec", "goals"])?;
    if disks.text != "true" || items(&goals.node, &[]).is_empty() {
        return None;
    }
    let message = "`goals` can't be chosen where `rebalanceDisk` is true";
    Some(refused(goals.key, message, "take one of the two away"))
}

fn refused(place: Place, message: impl Into<String>, help: &str) -> Finding {
    REBALANCE
        .error(place, message)
        .outcome(Outcome::Refused)
        .help(help)
}
