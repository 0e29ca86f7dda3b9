//! The topics: which there are, their partitions and copies.

use std::collections::{BTreeMap, BTreeSet};

use expectations::Expectations;

use super::Own;
use crate::{
    observed::{Observed, Topic},
    outcome::{Check, Difference},
};

/// The beginnings of the names that Strimzi's operators give their own topics.
const OPERATORS_OWN: [&str; 2] = ["__strimzi", "strimzi."];

const NAMES: [&str; 6] = [
    "topic/missing",
    "topic/unknown",
    "topic/partitions",
    "topic/replicas",
    "topic/leaders",
    "topic/in-sync",
];

pub(super) fn checks(expected: &Expectations, observed: &Observed, own: Own<'_>) -> Vec<Check> {
    let topics = match &observed.topics {
        Ok(topics) => topics,
        Err(why) => {
            let unseen = |name| Check::unseen(name, "the topics", why);
            return NAMES.map(unseen).to_vec();
        }
    };
    let absent = super::absent(expected, observed);
    let found = [
        missing(expected, topics),
        unknown(expected, topics, own),
        partitions(expected, topics),
        replicas(expected, topics),
        leaders(topics, &absent),
        in_sync(topics, &absent),
    ];
    let evidence = format!("{} topics", topics.len());
    let checks = NAMES.into_iter().zip(found);
    checks
        .map(|(name, found)| match name {
            "topic/leaders" | "topic/in-sync" if found.is_empty() && !absent.is_empty() => {
                let which = super::listed(&absent);
                Check::not_made(
                    name,
                    format!("the copies of brokers that are not there: {which}"),
                )
            }
            name => Check::of(name, &*evidence, found),
        })
        .collect()
}

fn missing(expected: &Expectations, topics: &BTreeMap<String, Topic>) -> Vec<Difference> {
    let wanted = expected.topics.iter();
    wanted
        .filter(|topic| !topics.contains_key(&topic.name))
        .map(|topic| Difference::new(format!("topic {}", topic.name), "it exists", "it does not"))
        .collect()
}

fn unknown(
    expected: &Expectations,
    topics: &BTreeMap<String, Topic>,
    own: Own<'_>,
) -> Vec<Difference> {
    let is_known = |name: &str| {
        name.starts_with(own.prefix)
            || OPERATORS_OWN.iter().any(|start| name.starts_with(start))
            || expected.topics.iter().any(|topic| topic.name == name)
    };
    topics
        .keys()
        .filter(|name| !is_known(name))
        .map(|name| Difference::new(format!("topic {name}"), "no such topic", "it exists"))
        .collect()
}

fn partitions(expected: &Expectations, topics: &BTreeMap<String, Topic>) -> Vec<Difference> {
    let pairs = expected.topics.iter();
    pairs
        .filter_map(|topic| Some((topic, topics.get(&topic.name)?.partitions.len())))
        .filter(|(topic, found)| u32::try_from(*found) != Ok(topic.partitions))
        .map(|(topic, found)| {
            let wanted = format!("{} partitions", topic.partitions);
            Difference::new(format!("topic {}", topic.name), wanted, found)
        })
        .collect()
}

fn replicas(expected: &Expectations, topics: &BTreeMap<String, Topic>) -> Vec<Difference> {
    let mut differences = Vec::new();
    for topic in &expected.topics {
        let partitions = topics.get(&topic.name).map(|found| &found.partitions);
        for (number, partition) in partitions.into_iter().flatten().enumerate() {
            let found = partition.replicas.len();
            if found != usize::from(topic.replicas) {
                let thing = format!("partition {number} of topic {}", topic.name);
                let wanted = format!("{} replicas", topic.replicas);
                differences.push(Difference::new(thing, wanted, found));
            }
        }
    }
    differences
}

/// A partition all of whose copies are on brokers that are not there can't have one.
fn leaders(topics: &BTreeMap<String, Topic>, absent: &BTreeSet<u32>) -> Vec<Difference> {
    each_partition(topics, |partition| {
        let wanted = "a leader".to_owned();
        let could = partition.replicas.iter().any(|id| !is_of(absent, *id));
        (partition.leader.is_none() && could).then(|| (wanted, "none".to_owned()))
    })
}

fn in_sync(topics: &BTreeMap<String, Topic>, absent: &BTreeSet<u32>) -> Vec<Difference> {
    each_partition(topics, |partition| {
        let (mut wanted, mut found) = (partition.replicas.clone(), partition.in_sync.clone());
        wanted.retain(|id| !is_of(absent, *id));
        found.retain(|id| !is_of(absent, *id));
        wanted.sort_unstable();
        found.sort_unstable();
        (wanted != found).then(|| {
            let wanted = format!("the replicas {} in sync", super::listed(wanted));
            (wanted, super::listed(found))
        })
    })
}

fn is_of(absent: &BTreeSet<u32>, id: i32) -> bool {
    u32::try_from(id).is_ok_and(|id| absent.contains(&id))
}

fn each_partition(
    topics: &BTreeMap<String, Topic>,
    judge: impl Fn(&crate::observed::Partition) -> Option<(String, String)>,
) -> Vec<Difference> {
    let mut differences = Vec::new();
    for (name, topic) in topics {
        for (number, partition) in topic.partitions.iter().enumerate() {
            if let Some((wanted, found)) = judge(partition) {
                let thing = format!("partition {number} of topic {name}");
                differences.push(Difference::new(thing, wanted, found));
            }
        }
    }
    differences
}
