//! Hosts of the listeners whose clients reach each broker by a name of its own.
//!
//! Strimzi asks for the host of every broker by its id (`ListenersValidator`). Where node pools make
//! the brokers, manifests say how many there are; which ids they get is for the operator to say.

use std::collections::BTreeSet;

use super::{
    kraft::{self, Mode},
    membership::Cluster,
    node_pool,
    resource::{at, items, scalar},
    rules::{Told, part::LISTENER_HOSTS},
    unchecked::Unchecked,
};
use crate::{
    catalog::operator::Release,
    environment::document::Node,
    finding::{Finding, Outcome, listed},
};

/// The brokers of a cluster, as far as its manifests say.
#[derive(Clone, Copy, Debug)]
struct Brokers {
    count: u64,
    /// Whether their ids count from 0 on, as they do without node pools.
    from_zero: bool,
}

/// Returns the listeners of a cluster that lack hosts.
pub fn wrong(cluster: &Cluster<'_>, release: &Release, unchecked: &mut Unchecked) -> Vec<Finding> {
    let brokers = brokers(cluster, release);
    let listeners = items(&cluster.kafka.node, &["spec", "kafka", "listeners"]).iter();
    listeners
        .filter_map(|listener| lacking(listener, brokers, unchecked))
        .collect()
}

fn brokers(cluster: &Cluster<'_>, release: &Release) -> Option<Brokers> {
    if cluster.pools.is_empty() && kraft::mode(cluster.kafka, release) == Mode::ZooKeeper {
        let written = cluster.kafka.text(&["spec", "kafka", "replicas"])?;
        return Some(Brokers {
            count: written.text.parse().ok()?,
            from_zero: true,
        });
    }
    let counts = cluster.pools.iter().map(|pool| node_pool::brokers(pool));
    let count = counts.sum::<Option<u64>>().filter(|count| *count > 0)?;
    Some(Brokers {
        count,
        from_zero: false,
    })
}

fn lacking(
    listener: &Node,
    brokers: Option<Brokers>,
    unchecked: &mut Unchecked,
) -> Option<Finding> {
    let text = |field: &str| Some(scalar(&at(listener, &[field])?.node)?.text.as_str());
    let (name, kind) = (text("name")?, text("type")?);
    if !["ingress", "tlsroute"].contains(&kind) {
        return None;
    }
    let configured = |path: &[&str]| at(listener, &[&["configuration"], path].concat());
    let mut lacking = Vec::new();
    if configured(&["bootstrap", "host"]).is_none() {
        lacking.push("`bootstrap.host`".to_owned());
    }
    if configured(&["hostTemplate"]).is_none() {
        lacking.extend(unnamed(listener, brokers));
    }
    if kind == "tlsroute" && configured(&["parentRefs"]).is_none() {
        lacking.push("`parentRefs`".to_owned());
    }
    if lacking.is_empty() {
        let known = brokers.is_some_and(|brokers| brokers.from_zero);
        if let Some(named) = configured(&["brokers"]).filter(|_| !known)
            && configured(&["hostTemplate"]).is_none()
        {
            let message = format!(
                "whether the hosts of the listener `{}` stand under the ids that the brokers have",
                name.escape_debug()
            );
            unchecked.say(named.key, message);
        }
        return None;
    }
    let message = format!(
        "the listener `{}` is of the type `{kind}` and lacks {}",
        name.escape_debug(),
        listed(&lacking)
    );
    let place = at(listener, &["type"]).map_or(listener.place, |entry| entry.node.place);
    let finding = LISTENER_HOSTS
        .error(place, message)
        .outcome(Outcome::Refused);
    Some(finding.help("write what is missing below `configuration`"))
}

/// Returns which hosts of single brokers are missing.
fn unnamed(listener: &Node, brokers: Option<Brokers>) -> Option<String> {
    let entries = items(listener, &["configuration", "brokers"]);
    let hosts: BTreeSet<&str> = entries
        .iter()
        .filter(|broker| at(broker, &["host"]).is_some_and(|host| !host.node.is_null()))
        .filter_map(|broker| Some(scalar(&at(broker, &["broker"])?.node)?.text.as_str()))
        .collect();
    if hosts.is_empty() {
        return Some("`hostTemplate`".to_owned());
    }
    let Brokers { count, from_zero } = brokers?;
    let ids = hosts.iter().filter_map(|id| id.parse::<u64>().ok());
    let named = ids.filter(|id| !from_zero || *id < count).count();
    let missing = count.saturating_sub(named as u64);
    (missing > 0).then(|| format!("the hosts of {missing} of its {count} brokers"))
}
