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
    let mut components = of_cluster(deployment);
    let at = |keys: &[&str], resources| (ModelPath::of(keys), resources);
    components.push(at(
        &["operator", "resources"],
        &deployment.operator.resources,
    ));
    if let Some(registry) = &deployment.schema_registry {
        let registration = &registry.registration.resources;
        components.push(at(&["schemaRegistry", "resources"], &registry.resources));
        components.push(at(
            &["schemaRegistry", "registration", "resources"],
            registration,
        ));
    }
    if let Some(ui) = &deployment.kafka_ui {
        components.push(at(&["kafkaUi", "resources"], &ui.resources));
    }
    if let Some(verification) = &deployment.verification {
        components.push(at(&["verification", "resources"], &verification.resources));
    }
    components.extend(
        deployment
            .applications
            .iter()
            .filter_map(|(name, application)| {
                let workload = application.workload.as_ref()?;
                Some(at(
                    &["applications", name.as_str(), "workload", "resources"],
                    &workload.resources,
                ))
            }),
    );
    components
}

fn of_cluster(deployment: &Deployment) -> Vec<(ModelPath, &Resources)> {
    let cluster = &deployment.cluster;
    let at = |keys: &[&str]| {
        keys.iter()
            .fold(ModelPath::of(&["cluster"]), |path, key| path.key(*key))
    };
    let entity = &cluster.entity_operator;
    let mut components = vec![
        (
            at(&["entityOperator", "topicOperator"]),
            &entity.topic_operator,
        ),
        (
            at(&["entityOperator", "userOperator"]),
            &entity.user_operator,
        ),
    ];
    if let Some(exporter) = &cluster.kafka_exporter {
        components.push((at(&["kafkaExporter", "resources"]), &exporter.resources));
    }
    if let Some(control) = &cluster.cruise_control {
        components.push((at(&["cruiseControl", "resources"]), &control.resources));
    }
    components.extend(cluster.node_pools.iter().map(|(name, pool)| {
        (
            at(&["nodePools", name.as_str(), "resources"]),
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
