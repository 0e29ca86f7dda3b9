//! What the verification's user may do: see everything, and try things under its own name.

use std::collections::BTreeMap;

use super::principal::{Right, RightResource};
use crate::{
    derive::grant::Target,
    model::{
        acl::{AclType, Operation, Pattern},
        name::TopicName,
        prose::Sentence,
        topic::{Cleanup, PartitionCount, Topic},
        verification::{Performance, Verification},
    },
};

/// Returns the beginning of the names of the topics, groups and transactions it tries things with.
#[must_use]
pub fn prefix(verification: &Verification) -> String {
    format!("{}-", verification.name)
}

/// Returns what the verification's user may do.
#[must_use]
pub fn rights(verification: &Verification) -> Vec<Right> {
    use Operation::{Create, Delete, Describe, DescribeConfigs, Read, Write};
    let every = |target| RightResource::Named(target, "*".to_owned(), Pattern::Literal);
    let own = |target| RightResource::Named(target, prefix(verification), Pattern::Prefix);
    let trial = "it writes and reads records of its own and takes them away";
    let mut rights = vec![
        right(
            RightResource::Cluster,
            &[Describe, DescribeConfigs],
            "it compares brokers, access control lists and quotas with the model",
        ),
        right(
            every(Target::Topic),
            &[Describe, DescribeConfigs],
            "it compares topics with the model",
        ),
        right(
            every(Target::Group),
            &[Describe],
            "it compares consumer groups with the model",
        ),
        right(
            own(Target::Topic),
            &[Read, Write, Create, Delete, Describe],
            trial,
        ),
        right(own(Target::Group), &[Read, Delete, Describe], trial),
        right(own(Target::TransactionalId), &[Write, Describe], trial),
    ];
    if let Some(topic) = &verification.report.topic {
        rights.push(right(
            RightResource::Named(Target::Topic, topic.to_string(), Pattern::Literal),
            &[Write, Describe],
            "it keeps its reports there",
        ));
    }
    rights
}

/// Returns the topic that keeps the reports, by name.
#[must_use]
pub fn report_topic(verification: &Verification) -> Option<(TopicName, Topic)> {
    let report = &verification.report;
    let topic = Topic {
        rate: None,
        owner: verification.owner.clone(),
        purpose: Sentence::new("What came of each run of the verification").ok()?,
        partitions: PartitionCount::new(1).ok()?,
        replicas: report.topic_replicas,
        min_insync_replicas: None,
        cleanup: Cleanup::Delete,
        retention: Some(report.retention),
        retention_size: None,
        max_message_size: None,
        personal_data: false,
        schema: None,
        config: BTreeMap::new(),
    };
    Some((report.topic.clone()?, topic))
}

/// Returns the load that a run writes: one that follows a change, or one of the schedule.
#[must_use]
pub fn load(verification: &Verification, on_schedule: bool) -> Option<&Performance> {
    let load = verification.performance.as_ref()?;
    (on_schedule || load.after_change).then_some(load)
}

/// Returns how many milliseconds a load takes, all its ways of writing together.
#[must_use]
pub fn load_milliseconds(load: &Performance) -> u64 {
    let each = load
        .warm_up
        .as_milliseconds()
        .saturating_add(load.duration.as_milliseconds());
    each.saturating_mul(ways(load))
}

/// Returns how many bytes a load writes, all its ways of writing together, copies not counted.
#[must_use]
pub fn load_bytes(load: &Performance) -> u64 {
    let a_second = u64::from(load.rate.get()).saturating_mul(load.record_size.get());
    let bytes = u128::from(a_second) * u128::from(load_milliseconds(load)) / 1_000;
    u64::try_from(bytes).unwrap_or(u64::MAX)
}

fn ways(load: &Performance) -> u64 {
    (load.acks.len() * load.compression.len()) as u64
}

fn right(resource: RightResource, operations: &[Operation], reason: &str) -> Right {
    Right {
        resource,
        operations: operations.to_vec(),
        acl_type: AclType::Allow,
        host: None,
        reason: reason.to_owned(),
    }
}
