//! Requests and limits of containers.

use std::collections::BTreeMap;

use k8s_openapi::{
    api::core::v1::ResourceRequirements, apimachinery::pkg::api::resource::Quantity,
};

use crate::model::resources::Resources;

/// Returns requests and limits: memory is guaranteed, so that no neighbour can take it away.
pub fn requirements(resources: &Resources) -> ResourceRequirements {
    let memory = Quantity(resources.memory.to_string());
    let requests = BTreeMap::from([
        ("cpu".to_owned(), Quantity(resources.cpu.to_string())),
        ("memory".to_owned(), memory.clone()),
    ]);
    let mut limits = BTreeMap::from([("memory".to_owned(), memory)]);
    if let Some(cpu) = &resources.cpu_limit {
        limits.insert("cpu".to_owned(), Quantity(cpu.to_string()));
    }
    ResourceRequirements {
        requests: Some(requests),
        limits: Some(limits),
        claims: None,
    }
}
