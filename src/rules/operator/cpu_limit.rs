//! Refuses a processor limit below what the component asks for.
//!
//! # Why
//! The operator checks it for the pods that it makes and stops; for its own pod the API server
//! refuses the Deployment.
//!
//! # Example
//! `cpu: 500m` with `cpuLimit: 200m`.
//!
//! # Instead
//! A limit at or above `cpu`, or none.
//!
//! # Source
//! Strimzi: `ModelUtils.validateComputeResources`; Kubernetes: resource requests and limits.

use crate::{
    finding::{Finding, ModelPath, Outcome},
    model::{Deployment, resources::Resources},
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new("operator/cpu-limit", include_str!("cpu_limit.rs"), check);

fn check(deployment: &Deployment) -> Vec<Finding> {
    components(deployment)
        .into_iter()
        .filter_map(|(path, resources)| judge(&path, resources))
        .collect()
}

fn components(deployment: &Deployment) -> Vec<(ModelPath, &Resources)> {
    let cluster = &deployment.cluster;
    let mut components = vec![
        (
            ModelPath::of(&["operator", "resources"]),
            &deployment.operator.resources,
        ),
        (
            ModelPath::of(&["cluster", "entityOperator", "topicOperator"]),
            &cluster.entity_operator.topic_operator,
        ),
        (
            ModelPath::of(&["cluster", "entityOperator", "userOperator"]),
            &cluster.entity_operator.user_operator,
        ),
    ];
    if let Some(exporter) = &cluster.kafka_exporter {
        components.push((
            ModelPath::of(&["cluster", "kafkaExporter", "resources"]),
            &exporter.resources,
        ));
    }
    if let Some(control) = &cluster.cruise_control {
        components.push((
            ModelPath::of(&["cluster", "cruiseControl", "resources"]),
            &control.resources,
        ));
    }
    components.extend(cluster.node_pools.iter().map(|(name, pool)| {
        (
            ModelPath::of(&["cluster", "nodePools", name.as_str(), "resources"]),
            &pool.resources,
        )
    }));
    components
}

fn judge(path: &ModelPath, resources: &Resources) -> Option<Finding> {
    let limit = resources.cpu_limit.as_ref()?;
    (limit.get() < resources.cpu.get()).then(|| {
        let message = format!(
            "the processor limit of {limit} is below the {} that are asked for",
            resources.cpu
        );
        RULE.error(path.key("cpuLimit"), message)
            .outcome(Outcome::Refused)
            .help("raise the limit to at least `cpu`, or leave it out")
    })
}
