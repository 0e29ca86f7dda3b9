//! Refuses a topic of reports that the verification itself would delete, that has another use, or
//! that can't have its copies.
//!
//! # Why
//! The verification takes away every topic that begins with its name and a `-`, what an earlier
//! run left included. A topic of the model with the same name has its own shape, and records of
//! other kinds in it. With more copies than brokers the topic is never made.
//!
//! # Example
//! `report: {topic: kafka-verification-reports}`.
//!
//! # Instead
//! `report: {topic: verification-reports}`.
//!
//! # Source
//! A decision of this tool; Kafka: `InvalidReplicationFactorException`.

use crate::{
    derive::{node, schema_registry, verification},
    finding::{Finding, ModelPath, Outcome},
    model::{Deployment, name::TopicName, verification::Verification},
    rules::{enumeration::count, rule::Rule},
};

pub(super) const RULE: Rule = Rule::new(
    "verification/report-topic",
    include_str!("report_topic.rs"),
    check,
);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let Some(own) = &deployment.verification else {
        return Vec::new();
    };
    let Some(topic) = &own.report.topic else {
        return Vec::new();
    };
    let name = name(deployment, own, topic);
    name.into_iter().chain(copies(deployment, own)).collect()
}

fn name(deployment: &Deployment, own: &Verification, topic: &TopicName) -> Option<Finding> {
    let prefix = verification::prefix(own);
    let registry = deployment.schema_registry.as_ref();
    let message = if topic.as_str().starts_with(&prefix) {
        format!(
            "the verification takes away every topic that begins with `{prefix}`, its reports in `{topic}` too"
        )
    } else if deployment.topics.contains_key(topic) {
        format!("`{topic}` is a topic of the model, and reports would lie among its records")
    } else if registry.is_some_and(|it| schema_registry::topics(it).contains_key(topic)) {
        format!("`{topic}` is a topic that the schema registry keeps for itself")
    } else {
        return None;
    };
    let path = ModelPath::of(&["verification", "report", "topic"]);
    let finding = RULE.error(path, message).outcome(Outcome::FailsLater);
    Some(finding.help("choose another name, such as `verification-reports`"))
}

/// What the cluster's own default makes is the business of `broker-config/replication`.
fn copies(deployment: &Deployment, own: &Verification) -> Option<Finding> {
    let copies = own.report.topic_replicas?.get();
    let brokers = node::broker_count(&deployment.cluster);
    if brokers == 0 || u32::from(copies) <= brokers {
        return None;
    }
    let message = format!(
        "the topic of the reports has {copies} copies, and the cluster has {}",
        count(brokers, "broker")
    );
    let path = ModelPath::of(&["verification", "report", "topicReplicas"]);
    let finding = RULE.error(path, message).outcome(Outcome::FailsLater);
    Some(finding.help(format!("write at most {brokers}")))
}
