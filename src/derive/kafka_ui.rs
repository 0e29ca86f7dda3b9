//! What the Kafka UI's user may do: see everything, read only what the model grants.

use super::principal::{Right, RightResource};
use crate::{
    derive::grant::Target,
    model::{
        Deployment,
        acl::{AclType, Operation, Pattern},
        kafka_ui::{KafkaUi, MessageAccess},
        name::TopicName,
    },
};

/// The port of the Kafka UI's Service.
pub const PORT: u16 = 8080;

/// Returns the address of the UI inside of the cluster.
#[must_use]
pub fn url(ui: &KafkaUi) -> String {
    format!("http://{}:{PORT}", ui.name)
}

/// Returns the topics whose records people may read through the UI, by name. A topic with
/// personal data stays shut unless its grant says why they may be seen.
#[must_use]
pub fn readable<'a>(
    deployment: &'a Deployment,
    ui: &'a KafkaUi,
) -> Vec<(&'a TopicName, &'a MessageAccess)> {
    ui.messages
        .iter()
        .filter(|(name, access)| {
            deployment
                .topics
                .get(*name)
                .is_some_and(|topic| !topic.personal_data || access.personal_data.is_some())
        })
        .collect()
}

/// Returns what the UI's user may do. It reads records without a consumer group, so that it
/// needs no right to any group but to see it.
#[must_use]
pub fn rights(deployment: &Deployment, ui: &KafkaUi) -> Vec<Right> {
    let mut rights = vec![
        right(
            RightResource::Cluster,
            &[Operation::Describe, Operation::DescribeConfigs],
            "it shows the brokers, their settings and the access control lists".to_owned(),
        ),
        right(
            every(Target::Topic),
            &[Operation::Describe, Operation::DescribeConfigs],
            "it shows every topic and its settings".to_owned(),
        ),
        right(
            every(Target::Group),
            &[Operation::Describe],
            "it shows every consumer group and its lag".to_owned(),
        ),
    ];
    rights.extend(readable(deployment, ui).into_iter().map(|(name, access)| {
        right(
            RightResource::Named(Target::Topic, name.to_string(), Pattern::Literal),
            &[Operation::Read],
            reason(access),
        )
    }));
    rights
}

fn reason(access: &MessageAccess) -> String {
    match &access.personal_data {
        Some(why) => format!("{}; personal data: {why}", access.reason),
        None => access.reason.to_string(),
    }
}

fn every(target: Target) -> RightResource {
    RightResource::Named(target, "*".to_owned(), Pattern::Literal)
}

fn right(resource: RightResource, operations: &[Operation], reason: String) -> Right {
    Right {
        resource,
        operations: operations.to_vec(),
        acl_type: AclType::Allow,
        host: None,
        reason,
    }
}
