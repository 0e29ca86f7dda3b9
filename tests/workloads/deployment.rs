//! Reads deployments for the other tests and takes their objects apart.

use std::path::Path;

use kafka_blueprint::{
    environment::{Environments, FromNode},
    finding::Trail,
    kubernetes::object::Object,
    model::Deployment,
    render::{Component, render},
};
use serde_json::Value;

/// Reads an environment of the fixture, or its base.
pub fn fixture(name: &str) -> Deployment {
    read(Path::new("tests/fixtures/workloads"), name)
}

/// Reads an environment that ships with the project.
pub fn shipped(name: &str) -> Deployment {
    read(Path::new("environments"), name)
}

fn read(directory: &Path, name: &str) -> Deployment {
    let environments = Environments::open(directory).unwrap();
    let loaded = if name == "base" {
        environments.load_base()
    } else {
        environments.load(&environments.find(name).unwrap())
    };
    let loaded = loaded.unwrap();
    let mut findings = loaded.findings;
    let deployment = Deployment::from_node(&loaded.document.unwrap(), &Trail::TOP, &mut findings);
    assert_eq!(findings, []);
    deployment.unwrap()
}

/// Returns the objects of one component.
pub fn objects(deployment: &Deployment, component: Component) -> Vec<Object> {
    render(deployment)
        .into_iter()
        .find(|(found, _)| *found == component)
        .map(|(_, objects)| objects)
        .unwrap_or_default()
}

/// Returns every object of a deployment.
pub fn all(deployment: &Deployment) -> Vec<Object> {
    render(deployment)
        .into_iter()
        .flat_map(|(_, objects)| objects)
        .collect()
}

/// Returns the objects of a kind.
pub fn of_kind(deployment: &Deployment, kind: &str) -> Vec<Object> {
    let mut objects = all(deployment);
    objects.retain(|object| object.id().kind == kind);
    objects
}

/// Returns the pod templates of our own Deployments, Jobs and CronJobs, by the object's name.
pub fn templates(deployment: &Deployment) -> Vec<(String, Value)> {
    all(deployment)
        .iter()
        .filter_map(|object| {
            let spec = &object.value()["spec"];
            let template = match object.id().kind.as_str() {
                "Deployment" | "Job" => &spec["template"],
                "CronJob" => &spec["jobTemplate"]["spec"]["template"],
                _ => return None,
            };
            Some((object.id().to_string(), template.clone()))
        })
        .collect()
}
