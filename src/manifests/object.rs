//! What is wrong with an object whatever its kind, and what objects make of each other.

use std::collections::BTreeSet;

use super::{
    access_rule, additional_volume, broker, compute, kafka,
    kraft::{self, Mode},
    listener, listener_field,
    membership::Cluster,
    node_pool, node_port, rebalance, reference,
    resource::{CLUSTER_LABEL, Resource, STRIMZI},
    rules::{OBJECT_TWICE, PAUSED, RESERVED_LABEL, Told, USER_SECRET},
    storage, super_user, topic,
    unchecked::Unchecked,
    user,
};
use crate::{
    catalog::operator::Release,
    finding::{Finding, Outcome},
};

/// Returns what of an object the model can say; `None` of a kind that it does not have.
#[must_use]
pub fn known_parts(resource: &Resource, release: &Release) -> Option<Vec<&'static str>> {
    if resource.group != STRIMZI {
        return None;
    }
    Some(match resource.kind.as_str() {
        "Kafka" => {
            let mut known = [kafka::KNOWN, listener::KNOWN].concat();
            if kraft::mode(resource, release) == Mode::ZooKeeper {
                known.extend(kafka::KNOWN_WITHOUT_POOLS);
            }
            known.extend(kraft::left_over(resource, release));
            known
        }
        "KafkaNodePool" => node_pool::KNOWN.to_vec(),
        "KafkaTopic" => topic::KNOWN.to_vec(),
        "KafkaUser" => user::KNOWN.to_vec(),
        "KafkaRebalance" => rebalance::KNOWN.to_vec(),
        _ => return None,
    })
}

/// Returns whether an object of another group is looked at: for what others name in it.
#[must_use]
pub fn is_read(resource: &Resource) -> bool {
    resource.group.is_empty()
        && matches!(resource.kind.as_str(), "ConfigMap" | "Secret" | "Namespace")
}

/// Finds objects that stand twice.
#[must_use]
pub fn twice(resources: &[Resource]) -> Vec<Finding> {
    let mut seen = BTreeSet::new();
    let mut findings = Vec::new();
    for resource in resources {
        let identity = (
            &resource.group,
            &resource.kind,
            &resource.namespace,
            &resource.name,
        );
        if !seen.insert(identity) {
            let message = format!(
                "the {} `{}` stands twice among the manifests",
                resource.kind, resource.name
            );
            let finding = OBJECT_TWICE
                .error(resource.place(), message)
                .outcome(Outcome::Ignored);
            findings.push(finding.help("delete one of the two"));
        }
    }
    findings
}

/// Finds what is wrong with the parts of an object that the model does not have.
#[must_use]
pub fn parts(resource: &Resource, release: &'static Release) -> Vec<Finding> {
    let mut findings = broker::metrics(resource);
    findings.extend(additional_volume::wrong(resource));
    findings.extend(reserved_labels(resource));
    match resource.kind.as_str() {
        "Kafka" => {
            findings.extend(listener_field::misplaced(resource));
            findings.extend(node_port::wrong(resource));
            findings.extend(broker::wrong(resource, release));
            findings.extend(compute::wrong(resource));
            findings.extend(storage::wrong(resource, release));
        }
        "KafkaNodePool" => {
            findings.extend(compute::wrong(resource));
            findings.extend(storage::wrong(resource, release));
        }
        "KafkaUser" => findings.extend(access_rule::wrong(resource)),
        _ => {}
    }
    findings
}

/// Finds what is wrong between a cluster and the objects around it.
pub fn around(
    cluster: &Cluster<'_>,
    resources: &[Resource],
    unchecked: &mut Unchecked,
) -> Vec<Finding> {
    let kafka = cluster.kafka;
    let members = [&cluster.pools, &cluster.topics, &cluster.users];
    let members = members.into_iter().flatten().copied();
    let mut findings: Vec<Finding> = members.chain([kafka]).filter_map(paused).collect();
    findings.extend(reference::broken(cluster, resources, unchecked));
    findings.extend(reference::authorities(kafka, resources));
    findings.extend(reference::unreadable(cluster, resources));
    findings.extend(super_user::wrong(cluster));
    let secrets: Vec<&Resource> = reference::core(resources, "Secret").collect();
    let users = cluster.users.iter();
    findings.extend(users.filter_map(|user| overwritten(user, &secrets)));
    findings
}

fn paused(resource: &Resource) -> Option<Finding> {
    let annotation = resource.annotation("strimzi.io/pause-reconciliation")?;
    if !annotation.text.eq_ignore_ascii_case("true") {
        return None;
    }
    let message = format!(
        "the {} `{}` is paused: the operators leave it as it is",
        resource.kind, resource.name
    );
    let finding = PAUSED
        .warning(annotation.place, message)
        .outcome(Outcome::Ignored);
    Some(finding.help("take the annotation away when the work is done"))
}

/// The kinds whose labels the operators hand on to what they make.
const HANDED_ON: [&str; 7] = [
    "Kafka",
    "KafkaBridge",
    "KafkaConnect",
    "KafkaMirrorMaker",
    "KafkaMirrorMaker2",
    "KafkaNodePool",
    "KafkaUser",
];

/// Strimzi lets every key pass that begins with `strimzi.io/cluster` (`Labels.additionalLabels`).
fn reserved_labels(resource: &Resource) -> Vec<Finding> {
    if !HANDED_ON.contains(&resource.kind.as_str()) {
        return Vec::new();
    }
    let labels = resource.entries(&["metadata", "labels"]);
    labels
        .filter(|(key, _)| key.starts_with("strimzi.io/") && !key.starts_with(CLUSTER_LABEL))
        .map(|(key, entry)| {
            let message = format!(
                "the label `{}` of the {} `{}` begins with `strimzi.io/`, which the operators keep for labels of their own",
                key.escape_debug(),
                resource.kind,
                resource.name
            );
            RESERVED_LABEL
                .error(entry.key, message)
                .outcome(Outcome::Refused)
                .help("take it away, or choose another prefix")
        })
        .collect()
}

fn overwritten(user: &Resource, secrets: &[&Resource]) -> Option<Finding> {
    let taken = secrets.iter().find(|secret| {
        // A Secret that a user brings for its own password names the user by a label.
        secret.name == user.name
            && secret.may_be_in(user.namespace.as_deref())
            && secret.label("strimzi.io/kind").is_none()
    });
    taken.map(|_| {
        let message = format!("the Secret of the user `{}` would replace one of the same name that is among the manifests", user.name);
        USER_SECRET.error(user.place(), message).outcome(Outcome::Ignored).help("rename one of the two")
    })
}
