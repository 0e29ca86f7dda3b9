//! Refuses topics of the registry that can't be made or written, or that the model claims.
//!
//! # Why
//! The registry keeps its schemas in topics of its own. Where they can't have the copies that
//! are asked for, it never starts; where the model has a topic of the same name, that topic's
//! retention would delete schemas, and the registry refuses to start with it.
//!
//! # Example
//! `topicReplicas: 3` with one broker, or a topic `schema-registry-journal`.
//!
//! # Instead
//! Leave `topicReplicas` out for the cluster's default, and rename the topic.
//!
//! # Source
//! Apicurio Registry 3.3.3: `KafkaAdminUtil.verifyTopicConfiguration`; Kafka:
//! `InvalidReplicationFactorException`, and from 3.7 on `Partition.effectiveMinIsr`.

use crate::{
    derive::{node, schema_registry, version},
    finding::{Finding, ModelPath, Outcome},
    model::{Deployment, topic::Topic},
    rules::{broker_setting, enumeration::count, rule::Rule},
};

pub(super) const RULE: Rule = Rule::new("registry/topics", include_str!("topics.rs"), check);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let Some(registry) = &deployment.schema_registry else {
        return Vec::new();
    };
    let internal = schema_registry::topics(registry);
    let claimed = internal
        .keys()
        .filter(|name| deployment.topics.contains_key(*name));
    let claimed = claimed.map(|name| {
        let path = ModelPath::of(&["topics", name.as_str()]);
        RULE.error(
            path,
            format!("`{name}` is a topic that the schema registry keeps for itself"),
        )
        .outcome(Outcome::FailsLater)
        .help("rename the topic, or the registry")
    });
    let copies = internal
        .values()
        .next()
        .and_then(|topic| copies(deployment, topic));
    claimed.chain(copies).collect()
}

/// Judges the copies of one topic; the registry's topics are all alike.
fn copies(deployment: &Deployment, topic: &Topic) -> Option<Finding> {
    let brokers = node::broker_count(&deployment.cluster);
    // A cluster without brokers is the business of `node-pool/none`.
    if brokers == 0 {
        return None;
    }
    let at_most_all = version::kafka(deployment).wants_at_most_all_replicas_in_sync();
    let copies = broker_setting::replicas(&deployment.cluster, topic);
    let wanted = broker_setting::min_insync_replicas(&deployment.cluster, topic);
    let registry = ModelPath::of(&["schemaRegistry"]);
    let finding = if copies > i64::from(brokers) {
        let message = format!(
            "the registry's topics have {copies} copies, and the cluster has {}",
            count(brokers, "broker")
        );
        RULE.error(registry.key("topicReplicas"), message)
            .help(format!("write at most {brokers}"))
    } else if wanted > copies && !at_most_all {
        let message = format!(
            "the registry's topics want {wanted} copies in sync and have {copies}: no schema can be written"
        );
        RULE.error(registry.key("topicMinInsyncReplicas"), message)
            .help(format!("write at most {copies}"))
    } else if wanted >= copies && copies > 1 {
        let all = if wanted > copies {
            format!("{wanted} copies in sync and have {copies}")
        } else {
            format!("all of their {copies} copies in sync")
        };
        let message = format!(
            "the registry's topics want {all}: while a broker restarts no schema can be written"
        );
        RULE.warning(registry.key("topicMinInsyncReplicas"), message)
            .help(format!("write {}", copies - 1))
    } else {
        return None;
    };
    Some(finding.outcome(Outcome::FailsLater))
}
