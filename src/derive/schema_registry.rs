//! What the schema registry needs: its topics, its rights and the address of its API.
//!
//! The facts are those of Apicurio Registry 3.3.3 with Kafka storage: it reads and writes three
//! topics, checks at its start that nothing of them is ever deleted or compacted
//! (`KafkaAdminUtil.verifyTopicConfiguration`), and reads them in a new consumer group each time
//! it starts (`KafkaSqlConfiguration.getConsumerProperties`). It uses no transactions.

use std::collections::BTreeMap;

use super::principal::{Right, RightResource};
use crate::{
    derive::grant::Target,
    model::{
        Deployment,
        acl::{AclType, Operation, Pattern},
        config::{ConfigKey, ConfigValue},
        name::TopicName,
        prose::Sentence,
        schema::{SubjectName, TopicSchema},
        schema_registry::SchemaRegistry,
        topic::{Cleanup, PartitionCount, Topic},
    },
};

/// The port of the registry's Service.
pub const PORT: u16 = 8081;

/// The port of the management interface: health and metrics (Quarkus: `quarkus.management.port`).
pub const MANAGEMENT_PORT: u16 = 9000;

/// The path under which the registry serves Confluent's API.
pub const CONFLUENT_API: &str = "/apis/ccompat/v7";

/// Returns the address that clients of Confluent's API are given. Its path is part of it: at the
/// bare address the registry answers such clients with 404.
#[must_use]
pub fn url(registry: &SchemaRegistry) -> String {
    format!("http://{}:{PORT}{CONFLUENT_API}", registry.name)
}

/// Returns the topic that holds every change of a schema.
#[must_use]
pub fn journal(registry: &SchemaRegistry) -> String {
    format!("{}-journal", registry.name)
}

/// Returns the topic that names the snapshots of the registry's memory.
#[must_use]
pub fn snapshots(registry: &SchemaRegistry) -> String {
    format!("{}-snapshots", registry.name)
}

/// Returns the topic that tells others what changed.
#[must_use]
pub fn events(registry: &SchemaRegistry) -> String {
    format!("{}-events", registry.name)
}

/// Returns the beginning of the names of the registry's consumer groups.
#[must_use]
pub fn group_prefix(registry: &SchemaRegistry) -> String {
    format!("{}-", registry.name)
}

/// Returns the registry's own topics by name. Each has one partition, so that all replicas of
/// the registry see all changes in one order.
#[must_use]
pub fn topics(registry: &SchemaRegistry) -> BTreeMap<TopicName, Topic> {
    let purposes = [
        (journal(registry), "Every change of a schema, kept for ever"),
        (snapshots(registry), "Where the registry has snapshots"),
        (events(registry), "What the registry tells others"),
    ];
    purposes
        .into_iter()
        .filter_map(|(name, purpose)| {
            let topic = topic(registry, Sentence::new(purpose).ok()?)?;
            Some((TopicName::new(name).ok()?, topic))
        })
        .collect()
}

fn topic(registry: &SchemaRegistry, purpose: Sentence) -> Option<Topic> {
    let endless = ["retention.bytes", "retention.ms"]
        .into_iter()
        .filter_map(|key| Some((ConfigKey::new(key).ok()?, ConfigValue::new("-1").ok()?)))
        .collect();
    Some(Topic {
        owner: registry.owner.clone(),
        purpose,
        partitions: PartitionCount::new(1).ok()?,
        replicas: registry.topic_replicas,
        min_insync_replicas: registry.topic_min_insync_replicas,
        cleanup: Cleanup::Delete,
        retention: None,
        retention_size: None,
        rate: None,
        max_message_size: None,
        personal_data: false,
        schema: None,
        config: endless,
    })
}

/// Returns what the registry's user may do, and no more.
#[must_use]
pub fn rights(registry: &SchemaRegistry) -> Vec<Right> {
    let mut rights: Vec<Right> = [journal(registry), snapshots(registry), events(registry)]
        .into_iter()
        .map(|name| {
            right(
                RightResource::Named(Target::Topic, name, Pattern::Literal),
                &[
                    Operation::Read,
                    Operation::Write,
                    Operation::Describe,
                    Operation::DescribeConfigs,
                ],
                "it keeps its schemas there and checks that nothing is deleted",
            )
        })
        .collect();
    rights.sort_by(|a, b| a.resource.cmp(&b.resource));
    rights.push(right(
        RightResource::Named(Target::Group, group_prefix(registry), Pattern::Prefix),
        &[Operation::Read, Operation::Describe],
        "it reads from the beginning in a new group whenever it starts",
    ));
    rights
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

/// A subject that the registry is told about.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The topic.
    pub topic: &'a TopicName,
    /// What the model says about its records.
    pub schema: &'a TopicSchema,
}

impl Subject<'_> {
    /// Returns the subject's name.
    #[must_use]
    pub fn name(&self) -> String {
        match &self.schema.subject {
            Some(name) => SubjectName::as_str(name).to_owned(),
            None => format!("{}-value", self.topic),
        }
    }
}

/// Returns the subjects, by topic.
#[must_use]
pub fn subjects(deployment: &Deployment) -> Vec<Subject<'_>> {
    deployment
        .topics
        .iter()
        .filter_map(|(topic, of)| {
            let schema = of.schema.as_ref()?;
            Some(Subject { topic, schema })
        })
        .collect()
}
