//! Which node pools, topics and users belong to which Kafka.

use super::{
    kafka,
    resource::{CLUSTER_LABEL, Resource},
    rules::{CLUSTER_LABEL as NO_LABEL, ENTITY_OPERATOR, NAMESPACE, Told, UNKNOWN_CLUSTER},
    unchecked::Unchecked,
};
use crate::finding::{Finding, Outcome, nearest};

/// The kinds that belong to a Kafka.
pub const MEMBERS: [&str; 3] = ["KafkaNodePool", "KafkaTopic", "KafkaUser"];

/// How many clusters a name is compared with; no set that people keep has more.
const MOST_COMPARED: usize = 100;

/// A Kafka with what belongs to it.
#[derive(Clone, Debug)]
pub struct Cluster<'a> {
    /// The Kafka.
    pub kafka: &'a Resource,
    /// Its node pools.
    pub pools: Vec<&'a Resource>,
    /// Its topics.
    pub topics: Vec<&'a Resource>,
    /// Its users.
    pub users: Vec<&'a Resource>,
}

/// Returns every Kafka with what belongs to it; what belongs to none is a finding or unchecked.
pub fn clusters<'a>(
    resources: &'a [Resource],
    unchecked: &mut Unchecked,
    findings: &mut Vec<Finding>,
) -> Vec<Cluster<'a>> {
    let kafkas = resources.iter().filter(|resource| resource.is("Kafka"));
    let mut clusters: Vec<Cluster<'_>> = kafkas
        .map(|kafka| Cluster {
            kafka,
            pools: Vec::new(),
            topics: Vec::new(),
            users: Vec::new(),
        })
        .collect();
    for resource in resources
        .iter()
        .filter(|one| MEMBERS.iter().any(|kind| one.is(kind)))
    {
        let Some(label) = resource.label(CLUSTER_LABEL) else {
            findings.push(unlabelled(resource, &clusters));
            continue;
        };
        match cluster_of(resource, label.text, &mut clusters) {
            Ok(_) if left_alone(resource).is_some() => {
                let why = left_alone(resource).unwrap_or_default();
                let message = format!("the {} `{}`, {why}", resource.kind, resource.name);
                unchecked.say(resource.place(), message);
            }
            Ok(cluster) => join(cluster, resource),
            Err(Some(finding)) => findings.push(finding),
            Err(None) => match misspelt(resource, &clusters) {
                Some(finding) => findings.push(finding),
                None => unchecked.elsewhere(resource, label.text),
            },
        }
    }
    for cluster in &clusters {
        findings.extend(unattended(cluster));
    }
    clusters
}

/// Returns the namespace in which the Kafka's operators look for a kind.
fn home<'a>(kafka: &'a Resource, kind: &str) -> Option<&'a str> {
    match kind {
        "KafkaTopic" => kafka::watched(kafka, "topicOperator"),
        "KafkaUser" => kafka::watched(kafka, "userOperator"),
        _ => kafka.namespace.as_deref(),
    }
}

/// Finds the cluster of a label, or what is wrong with the namespace.
fn cluster_of<'b, 'a>(
    resource: &'a Resource,
    label: &str,
    clusters: &'b mut [Cluster<'a>],
) -> Result<&'b mut Cluster<'a>, Option<Finding>> {
    let named = clusters
        .iter()
        .filter(|cluster| cluster.kafka.name == label);
    let homes: Vec<&str> = named
        .filter_map(|cluster| home(cluster.kafka, &resource.kind))
        .collect();
    let found = clusters.iter_mut().find(|cluster| {
        cluster.kafka.name == label && resource.may_be_in(home(cluster.kafka, &resource.kind))
    });
    let elsewhere = || {
        let (wanted, own) = (homes.first()?, resource.namespace.as_deref()?);
        let message = format!(
            "the {} `{}` is in the namespace `{own}`, and its cluster looks for it in `{wanted}`",
            resource.kind, resource.name
        );
        let place = resource.place_of(&["metadata", "namespace"]);
        let finding = NAMESPACE.error(place, message).outcome(Outcome::Ignored);
        Some(finding.help(format!("write `namespace: {wanted}`")))
    };
    found.ok_or_else(elsewhere)
}

/// Returns why the rules do not look at a member of a cluster, if they do not.
fn left_alone(resource: &Resource) -> Option<&'static str> {
    let managed = resource.annotation("strimzi.io/managed");
    if resource.is("KafkaTopic") && managed.is_some_and(|managed| managed.text == "false") {
        return Some("which `strimzi.io/managed` keeps from the topic operator");
    }
    // Only the certificate of a user holds its name, and at most 64 characters of it.
    let kind = resource.text(&["spec", "authentication", "type"]);
    let has_certificate = kind.is_some_and(|kind| kind.text == "tls");
    let too_long = resource.is("KafkaUser") && resource.name.len() > 64 && !has_certificate;
    too_long.then_some("whose name is longer than the model takes")
}

fn join<'a>(cluster: &mut Cluster<'a>, resource: &'a Resource) {
    match resource.kind.as_str() {
        "KafkaNodePool" => cluster.pools.push(resource),
        "KafkaTopic" => cluster.topics.push(resource),
        _ => cluster.users.push(resource),
    }
}

fn unlabelled(resource: &Resource, clusters: &[Cluster<'_>]) -> Finding {
    let message = format!(
        "the {} `{}` has no label `{CLUSTER_LABEL}`, so no operator looks at it",
        resource.kind, resource.name
    );
    let place = resource.place_of(&["metadata", "labels", CLUSTER_LABEL]);
    let place = if resource.entry(&["metadata", "labels"]).is_some() {
        place
    } else {
        resource.place()
    };
    let name = match clusters {
        [only] => only.kafka.name.as_str(),
        _ => "NAME-OF-THE-KAFKA",
    };
    NO_LABEL
        .error(place, message)
        .outcome(Outcome::Ignored)
        .help(format!(
            "write `{CLUSTER_LABEL}: {name}` below `metadata.labels`"
        ))
}

fn misspelt(resource: &Resource, clusters: &[Cluster<'_>]) -> Option<Finding> {
    let label = resource.label(CLUSTER_LABEL)?;
    let names = clusters.iter().map(|cluster| cluster.kafka.name.as_str());
    let near = nearest(label.text, names.take(MOST_COMPARED))?;
    let message = format!(
        "the {} `{}` belongs to the cluster `{}`, and no Kafka has that name",
        resource.kind,
        resource.name,
        label.text.escape_debug()
    );
    let finding = UNKNOWN_CLUSTER
        .error(label.place, message)
        .outcome(Outcome::Ignored);
    Some(finding.help(format!("did you mean `{near}`?")))
}

/// Returns a finding at the first topic and the first user that no operator looks at.
fn unattended(cluster: &Cluster<'_>) -> Vec<Finding> {
    let operators = [
        ("topicOperator", "topic", &cluster.topics),
        ("userOperator", "user", &cluster.users),
    ];
    let without = operators.into_iter().filter_map(|(field, what, members)| {
        let path = ["spec", "entityOperator", field];
        let runs = cluster
            .kafka
            .entry(&path)
            .is_some_and(|entry| !entry.node.is_null());
        let first = members.first().filter(|_| !runs)?;
        let message = format!(
            "the cluster `{}` runs no {what} operator, so nothing happens to the {} `{}`",
            cluster.kafka.name, first.kind, first.name
        );
        let message = match members.len() - 1 {
            0 => message,
            more => format!("{message} and {more} more"),
        };
        let finding = ENTITY_OPERATOR
            .error(first.place(), message)
            .outcome(Outcome::Ignored);
        let help = format!("write `entityOperator: {{{field}: {{}}}}` into the spec of the Kafka");
        Some(finding.help(help))
    });
    without.collect()
}
