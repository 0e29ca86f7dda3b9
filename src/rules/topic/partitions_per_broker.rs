//! Warns of more than 4,000 copies of partitions on each broker.
//!
//! # Why
//! Every copy costs memory, open files and time at a restart. Above some thousands on a broker,
//! restarts and moves of leaders take minutes.
//!
//! # Example
//! 2,000 topics of 6 partitions and 3 copies on three brokers: 12,000 on each.
//!
//! # Instead
//! Fewer partitions or more brokers.
//!
//! # Source
//! Apache Kafka's blog on partitions per broker ("up to 4,000 partitions per broker"); KRaft
//! raised the limit of a cluster, not the cost on a broker.

use crate::{
    derive::node,
    finding::{Finding, ModelPath, Outcome},
    model::Deployment,
    rules::{broker_setting, rule::Rule},
};

pub(super) const RULE: Rule = Rule::new(
    "topic/partitions-per-broker",
    include_str!("partitions_per_broker.rs"),
    check,
);

const MOST: u64 = 4_000;

fn check(deployment: &Deployment) -> Vec<Finding> {
    let brokers = u64::from(node::broker_count(&deployment.cluster));
    if brokers == 0 {
        return Vec::new();
    }
    let copies = deployment
        .topics
        .values()
        .map(|topic| {
            let copies = broker_setting::replicas(&deployment.cluster, topic);
            u64::from(topic.partitions.get()).saturating_mul(u64::try_from(copies).unwrap_or(1))
        })
        .fold(0, u64::saturating_add);
    let each = copies.div_ceil(brokers);
    if each <= MOST {
        return Vec::new();
    }
    let message = format!(
        "each broker keeps about {each} copies of partitions, and more than {MOST} make restarts slow"
    );
    let finding = RULE
        .warning(ModelPath::of(&["topics"]), message)
        .outcome(Outcome::FailsLater);
    vec![finding.help("lower `partitions` of the topics that need least, or add brokers")]
}
