//! Warns of an application with more pods than there are partitions for them.
//!
//! # Why
//! A partition is read by one member of a group. The pods beyond the number of partitions run and
//! do nothing until another one goes.
//!
//! # Example
//! `workload: {replicas: 4}` for an application that consumes a topic of 3 partitions.
//!
//! # Instead
//! As many pods as partitions at most, or more partitions.
//!
//! # Source
//! Kafka: `KafkaConsumer`, "Consumer groups and topic subscriptions".

use crate::{
    finding::{Finding, ModelPath, Outcome},
    model::{Deployment, application::Application, name::ApplicationName},
    rules::{enumeration::count, rule::Rule},
};

pub(super) const RULE: Rule = Rule::new(
    "client/idle-replicas",
    include_str!("idle_replicas.rs"),
    check,
);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let applications = deployment.applications.iter();
    applications
        .filter_map(|(name, application)| judge(deployment, name, application))
        .collect()
}

fn judge(
    deployment: &Deployment,
    name: &ApplicationName,
    application: &Application,
) -> Option<Finding> {
    let pods = u64::from(application.workload.as_ref()?.replicas.get());
    let read = application
        .consumes
        .keys()
        .filter_map(|topic| deployment.topics.get(topic));
    let partitions: u64 = read.map(|topic| u64::from(topic.partitions.get())).sum();
    (partitions > 0 && pods > partitions).then(|| {
        let path = ModelPath::of(&["applications", name.as_str(), "workload", "replicas"]);
        let message = format!(
            "the application `{name}` has {}, and its topics have {}: the rest is idle",
            count(pods, "pod"),
            count(partitions, "partition")
        );
        let finding = RULE.warning(path, message).outcome(Outcome::Ignored);
        finding.help(format!("write at most {partitions}, or raise `partitions`"))
    })
}
