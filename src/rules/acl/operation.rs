//! Refuses an operation that does not exist for a kind of resource, and an entry without any.
//!
//! # Why
//! Strimzi and Kafka store such an entry and report Ready, and nothing ever asks for it. Its
//! author believes that something is allowed, or forbidden.
//!
//! # Example
//! `IdempotentWrite` on a topic, `Delete` on a transactional id, `operations: []`.
//!
//! # Instead
//! Topics: Read, Write, Create, Delete, Alter, Describe, AlterConfigs, DescribeConfigs. Groups:
//! Read, Describe, Delete, and from Kafka 3.8 on AlterConfigs and DescribeConfigs. Transactional
//! ids: Write, Describe. The cluster: Create, ClusterAction, Alter, Describe, AlterConfigs,
//! DescribeConfigs, IdempotentWrite. `All` fits each.
//!
//! # Source
//! Kafka: `AclEntry.supportedOperations`; tried on 1.2.0 with Kafka 4.3.1: stored as they stand.

use super::entry::{self, Entry};
use crate::{
    catalog::kafka::KafkaVersion,
    derive::version,
    finding::{Finding, Outcome},
    model::{
        Deployment,
        acl::{AclResource, Operation},
    },
    rules::{enumeration::quoted, rule::Rule},
};

pub(super) const RULE: Rule = Rule::new("acl/operation", include_str!("operation.rs"), check);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let kafka = version::kafka(deployment);
    entry::all(deployment)
        .filter_map(|entry| judge(&entry, kafka))
        .collect()
}

fn judge(entry: &Entry<'_>, kafka: KafkaVersion) -> Option<Finding> {
    let resource = &entry.acl.resource;
    let kind = entry::kind(resource);
    let wrong = entry
        .acl
        .operations
        .iter()
        .position(|one| !fits(resource, *one, kafka));
    let (path, message) = match wrong {
        Some(position) => {
            let operation = entry.acl.operations[position];
            let message = format!("Kafka knows no operation `{operation}` on a {kind}");
            (entry.path().key("operations").index(position), message)
        }
        None if entry.acl.operations.is_empty() => {
            let message = format!("an entry of the user `{}` names no operation", entry.user);
            (entry.path().key("operations"), message)
        }
        None => return None,
    };
    let known: Vec<&str> = Operation::ALL
        .iter()
        .filter(|operation| fits(resource, **operation, kafka) && **operation != Operation::All)
        .map(|operation| operation.word())
        .collect();
    let finding = RULE.error(path, message).outcome(Outcome::Ignored);
    Some(finding.help(format!("a {kind} knows {}", listed(&known))))
}

/// Lists every operation, however many there are.
fn listed(operations: &[&str]) -> String {
    match operations.split_last() {
        Some((last, first)) if first.len() > 4 => {
            let first: Vec<String> = first.iter().map(|word| format!("`{word}`")).collect();
            format!("{} and `{last}`", first.join(", "))
        }
        _ => quoted(operations),
    }
}

fn fits(resource: &AclResource, operation: Operation, kafka: KafkaVersion) -> bool {
    use Operation::{
        All, Alter, AlterConfigs, ClusterAction, Create, Delete, Describe, DescribeConfigs,
        IdempotentWrite, Read, Write,
    };
    let group_configs = kafka.newest_metadata().release() >= (3, 8);
    match (resource, operation) {
        (_, All | Describe) => true,
        (AclResource::Topic(_), operation) => !matches!(operation, ClusterAction | IdempotentWrite),
        (AclResource::Group(_), AlterConfigs | DescribeConfigs) => group_configs,
        (AclResource::Group(_), operation) => matches!(operation, Read | Delete),
        (AclResource::TransactionalId(_), operation) => operation == Write,
        (AclResource::Cluster(_), operation) => matches!(
            operation,
            Create | ClusterAction | Alter | AlterConfigs | DescribeConfigs | IdempotentWrite
        ),
    }
}
