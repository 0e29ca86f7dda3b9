//! Rights: what an application's producing and consuming asks of Kafka's authorizer.
//!
//! The operations are those that Kafka's brokers check for each request (Kafka: "Operations in
//! Kafka" in the security documentation). A producer with `Write` on a topic may write
//! idempotently without a right of its own since Kafka 2.8 (KIP-679), so none is granted.

use crate::model::{
    acl::{Operation, Pattern},
    application::{Application, Guarantee},
    name::{ApplicationName, GroupName, TransactionalIdPrefix},
};

/// What a grant is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// A topic.
    Topic,
    /// A consumer group.
    Group,
    /// A transactional id.
    TransactionalId,
}

/// A right that an application needs, and why.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Grant {
    /// What it is about.
    pub target: Target,
    /// The name, or the beginning of names.
    pub name: String,
    /// How the name is meant.
    pub pattern: Pattern,
    /// What may be done, sorted.
    pub operations: Vec<Operation>,
    /// Why the application needs it.
    pub reason: String,
}

/// Returns the consumer group of an application that consumes.
#[must_use]
pub fn consumer_group(name: &ApplicationName, application: &Application) -> Option<GroupName> {
    if application.consumes.is_empty() {
        return None;
    }
    application
        .consumer_group
        .clone()
        .or_else(|| GroupName::new(name.as_str()).ok())
}

/// Returns the beginning of an application's transactional ids, if it uses transactions.
#[must_use]
pub fn transactional_ids(
    name: &ApplicationName,
    application: &Application,
) -> Option<TransactionalIdPrefix> {
    if application.guarantee != Guarantee::ExactlyOnce {
        return None;
    }
    application
        .transactional_ids
        .clone()
        .or_else(|| TransactionalIdPrefix::new(format!("{name}-")).ok())
}

/// Returns every right that an application needs, and no other.
#[must_use]
pub fn of_application(name: &ApplicationName, application: &Application) -> Vec<Grant> {
    let mut grants = topics(application);
    if let Some(group) = consumer_group(name, application) {
        grants.push(Grant {
            target: Target::Group,
            name: group.to_string(),
            pattern: Pattern::Literal,
            operations: vec![Operation::Read, Operation::Describe],
            reason: "it commits what it has consumed".to_owned(),
        });
    }
    if let Some(prefix) = transactional_ids(name, application) {
        grants.push(Grant {
            target: Target::TransactionalId,
            name: prefix.to_string(),
            pattern: Pattern::Prefix,
            operations: vec![Operation::Write, Operation::Describe],
            reason: "it writes and commits in transactions".to_owned(),
        });
    }
    grants.sort();
    grants
}

/// What an application does with one topic.
#[derive(Default)]
struct Use {
    reads: bool,
    writes: bool,
    reasons: Vec<String>,
}

fn topics(application: &Application) -> Vec<Grant> {
    let mut uses = std::collections::BTreeMap::<&str, Use>::new();
    for (topic, why) in &application.consumes {
        let entry = uses.entry(topic.as_str()).or_default();
        entry.reads = true;
        entry.reasons.push(format!("consumes: {why}"));
    }
    for (topic, why) in &application.produces {
        let entry = uses.entry(topic.as_str()).or_default();
        entry.writes = true;
        entry.reasons.push(format!("produces: {why}"));
    }
    if let Some(topic) = &application.dead_letters {
        let entry = uses.entry(topic.as_str()).or_default();
        entry.writes = true;
        entry
            .reasons
            .push("puts aside what it cannot handle".to_owned());
    }
    uses.into_iter()
        .map(|(topic, used)| used.grant(topic))
        .collect()
}

impl Use {
    fn grant(self, topic: &str) -> Grant {
        let mut operations = Vec::new();
        if self.reads {
            operations.push(Operation::Read);
        }
        if self.writes {
            operations.push(Operation::Write);
        }
        operations.push(Operation::Describe);
        Grant {
            target: Target::Topic,
            name: topic.to_owned(),
            pattern: Pattern::Literal,
            operations,
            reason: self.reasons.join("; "),
        }
    }
}
