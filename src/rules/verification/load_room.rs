//! Refuses a load that would take more than half of the brokers' volumes.
//!
//! # Why
//! The load is kept in up to three copies until its way of writing is over, and Kafka takes a
//! topic's files away only a minute after the topic. A broker whose volume is full stops, and the
//! applications with it.
//!
//! # Example
//! `load: {pods: 5, rate: 50000, duration: 10m}` on three volumes of 10Gi.
//!
//! # Instead
//! Less time, a lower rate, fewer ways of writing, or larger volumes.
//!
//! # Source
//! Kafka: `file.delete.delay.ms`; that half is enough for the applications is this tool's.

use crate::{
    derive::{node, verification},
    finding::{Finding, ModelPath, Outcome},
    model::{Deployment, quantity::spoken},
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new(
    "verification/load-room",
    include_str!("load_room.rs"),
    check,
);

/// How many copies of a record of a load there are, where there are as many brokers.
const COPIES: u64 = 3;

fn check(deployment: &Deployment) -> Vec<Finding> {
    let own = deployment.verification.as_ref();
    let Some(load) = own.and_then(verification::shared_load) else {
        return Vec::new();
    };
    let brokers = node::broker_ids(&deployment.cluster).len() as u64;
    let copies = COPIES.min(brokers);
    let each = load.bytes().saturating_mul(copies).checked_div(brokers);
    let (Some(each), Some(smallest)) = (each, smallest(deployment)) else {
        return Vec::new();
    };
    if each <= smallest / 2 {
        return Vec::new();
    }
    let message = format!(
        "the load writes {} in all, {copies} copies of it take {} of each broker, and half of the smallest one's volumes is {}",
        spoken(load.bytes()),
        spoken(each),
        spoken(smallest / 2)
    );
    let path = ModelPath::of(&["verification", "load"]);
    let finding = RULE.error(path, message).outcome(Outcome::FailsLater);
    vec![finding.help("write a shorter `duration` or a lower `rate`, or enlarge the volumes")]
}

/// Returns the bytes of the smallest broker's volumes; none where all of them lose what they have.
fn smallest(deployment: &Deployment) -> Option<u64> {
    let pools = deployment.cluster.node_pools.values();
    let brokers = pools.filter(|pool| pool.is_broker());
    let sizes = brokers.map(crate::model::node_pool::NodePool::storage_per_node);
    sizes.filter(|size| *size > 0).min()
}
