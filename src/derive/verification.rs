//! What the verification's user may do: see everything, and try things under its own name.

use std::collections::BTreeMap;

use super::principal::{Right, RightResource};
use crate::{
    derive::grant::Target,
    model::{
        acl::{AclType, Operation, Pattern},
        duration::Duration,
        name::TopicName,
        prose::Sentence,
        quantity::Bytes,
        topic::{Cleanup, PartitionCount, Topic},
        verification::{LoadAcks, LoadCompression, LoadThresholds, Verification},
    },
};

/// What is written under load and what must hold, whoever writes it.
#[derive(Clone, Copy, Debug)]
pub struct Writing<'a> {
    /// The key of the model that says so, below `verification`.
    pub key: &'static str,
    /// How many records a second are written, for each way of writing.
    pub rate: u32,
    /// How large the value of a record is.
    pub record_size: &'a Bytes,
    /// How long is written before anything is measured.
    pub warm_up: Duration,
    /// How long is measured.
    pub duration: Duration,
    /// How many copies must have a record before it counts as written.
    pub acks: &'a [LoadAcks],
    /// How records are made smaller.
    pub compression: &'a [LoadCompression],
    /// What must hold.
    pub thresholds: &'a LoadThresholds,
}

impl Writing<'_> {
    /// Returns how many milliseconds it takes, all ways of writing together.
    #[must_use]
    pub fn milliseconds(&self) -> u64 {
        let each = self
            .warm_up
            .as_milliseconds()
            .saturating_add(self.duration.as_milliseconds());
        let ways = (self.acks.len() * self.compression.len()) as u64;
        each.saturating_mul(ways)
    }

    /// Returns how many bytes are written a second, copies not counted.
    #[must_use]
    pub fn bytes_a_second(&self) -> u64 {
        u64::from(self.rate).saturating_mul(self.record_size.get())
    }

    /// Returns how many bytes are written, all ways of writing together, copies not counted.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        let bytes = u128::from(self.bytes_a_second()) * u128::from(self.milliseconds()) / 1_000;
        u64::try_from(bytes).unwrap_or(u64::MAX)
    }
}

/// Both records of the model say what is written with the same words.
macro_rules! writing {
    ($key:literal, $load:expr) => {
        Writing {
            key: $key,
            rate: $load.rate.get(),
            record_size: &$load.record_size,
            warm_up: $load.warm_up,
            duration: $load.duration,
            acks: &$load.acks,
            compression: &$load.compression,
            thresholds: &$load.thresholds,
        }
    };
}

/// Returns the load of a run of the verification, if it has one.
#[must_use]
pub fn performance(verification: &Verification) -> Option<Writing<'_>> {
    let load = verification.performance.as_ref()?;
    Some(writing!("performance", load))
}

/// Returns the load of several pods, if there is one.
#[must_use]
pub fn shared_load(verification: &Verification) -> Option<Writing<'_>> {
    let load = verification.load.as_ref()?;
    Some(writing!("load", load))
}

/// Returns both.
pub fn writings(verification: &Verification) -> impl Iterator<Item = Writing<'_>> {
    let both = [performance(verification), shared_load(verification)];
    both.into_iter().flatten()
}

/// Returns the beginning of the names of the topics, groups and transactions it tries things with.
#[must_use]
pub fn prefix(verification: &Verification) -> String {
    format!("{}-", verification.name)
}

/// Returns the name of the Job of a load of several pods.
#[must_use]
pub fn load_job(verification: &Verification) -> String {
    format!("{}-load", verification.name)
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
pub fn load(verification: &Verification, on_schedule: bool) -> Option<Writing<'_>> {
    let after_change = verification.performance.as_ref()?.after_change;
    performance(verification).filter(|_| on_schedule || after_change)
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
