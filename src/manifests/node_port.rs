//! Ports that a Kafka asks of every node of Kubernetes for single brokers.
//!
//! The model has one for the bootstrap alone, so that those of brokers are looked at here.

use std::collections::BTreeSet;

use super::{
    resource::{Resource, at, items, scalar},
    rules::{Told, part::NODE_PORT},
};
use crate::{
    environment::document::Node,
    finding::{Finding, Outcome, Place},
};

/// What Kubernetes gives to Services unless its API server is told another range.
const RANGE: std::ops::RangeInclusive<u32> = 30_000..=32_767;

/// Returns what is wrong with the ports of single brokers.
pub fn wrong(kafka: &Resource) -> Vec<Finding> {
    let listeners = items(&kafka.node, &["spec", "kafka", "listeners"]).iter();
    let listeners: Vec<&Node> = listeners.collect();
    let bootstraps = listeners
        .iter()
        .filter_map(|listener| port(listener, &["configuration", "bootstrap", "nodePort"]));
    let mut taken: BTreeSet<u32> = bootstraps.map(|(port, _)| port).collect();
    let brokers = listeners
        .iter()
        .flat_map(|listener| items(listener, &["configuration", "brokers"]));
    brokers
        .filter_map(|broker| port(broker, &["nodePort"]))
        .filter_map(|(port, place)| {
            let (message, help) = if !RANGE.contains(&port) {
                (
                    format!("{port} is not a node port: it is outside of 30000 to 32767"),
                    "write one from 30000 to 32767, or leave it out",
                )
            } else if !taken.insert(port) {
                (
                    format!("another address of this Kafka has the node port {port}"),
                    "write another one, or leave it out",
                )
            } else {
                return None;
            };
            let finding = NODE_PORT.error(place, message).outcome(Outcome::Refused);
            Some(finding.help(help))
        })
        .collect()
}

fn port(node: &Node, path: &[&str]) -> Option<(u32, Place)> {
    let entry = at(node, path)?;
    let port = scalar(&entry.node)?.text.parse().ok()?;
    Some((port, entry.node.place))
}
