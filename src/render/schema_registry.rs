//! The schema registry: Apicurio Registry on Kafka, with the schemas of the topics.
//!
//! Its settings are those of Apicurio Registry 3 (`KafkaSqlConfiguration`,
//! `application.properties`). Its topics and its user are rendered with all others.

mod environment;
mod registration;

use k8s_openapi::{
    api::core::v1::{Container, Service, ServicePort, ServiceSpec},
    apimachinery::pkg::util::intstr::IntOrString,
};

use super::{
    container, credentials, image, labels, object, resources,
    workload::{Pod, unless_empty},
};
use crate::{
    derive::schema_registry::{MANAGEMENT_PORT, PORT},
    kubernetes::object::Object,
    model::{Deployment, node_pool::Spread, schema_registry::SchemaRegistry},
};

/// Where snapshots of the registry's memory are written.
const SNAPSHOTS: &str = "/var/lib/apicurio-registry";

/// Returns the registry's objects; none where the deployment has no registry.
pub fn objects(deployment: &Deployment) -> Vec<Object> {
    let Some(registry) = &deployment.schema_registry else {
        return Vec::new();
    };
    let replicas = u16::from(registry.replicas.get());
    let pod = pod(deployment, registry);
    let mut objects = vec![
        pod.service_account(deployment),
        service(deployment, registry),
    ];
    objects.extend(pod.disruption_budget(deployment, replicas));
    objects.push(pod.deployment(deployment, replicas));
    objects.extend(registration::objects(deployment, registry));
    objects
}

fn service(deployment: &Deployment, registry: &SchemaRegistry) -> Object {
    let labels = labels::of_component(deployment, "schema-registry", registry.name.as_str());
    object(&Service {
        metadata: labels::metadata_in(&deployment.namespace, labels, registry.name.as_str()),
        spec: Some(ServiceSpec {
            type_: Some("ClusterIP".to_owned()),
            selector: labels::select(registry.name.as_str()).match_labels,
            ports: Some(vec![ServicePort {
                name: Some("http".to_owned()),
                port: i32::from(PORT),
                target_port: Some(IntOrString::String("http".to_owned())),
                protocol: Some("TCP".to_owned()),
                ..ServicePort::default()
            }]),
            ..ServiceSpec::default()
        }),
        ..Service::default()
    })
}

fn pod(deployment: &Deployment, registry: &SchemaRegistry) -> Pod {
    let name = registry.name.to_string();
    let mut volumes = credentials::volumes(deployment, &name, credentials::Form::Pkcs12);
    volumes.push(container::scratch("snapshots", 256));
    volumes.push(container::scratch("tmp", 256));
    Pod {
        name,
        component: "schema-registry",
        user_id: registry.user_id,
        spread: Spread::Preferred,
        container: container(deployment, registry),
        volumes,
        annotations: std::collections::BTreeMap::new(),
        stop_seconds: None,
        ends: false,
    }
}

fn container(deployment: &Deployment, registry: &SchemaRegistry) -> Container {
    let mut mounts = credentials::mounts();
    mounts.push(container::mount("snapshots", SNAPSHOTS));
    mounts.push(container::mount("tmp", "/tmp"));
    Container {
        name: "apicurio-registry".to_owned(),
        image: Some(image::named(&deployment.platform, &registry.image)),
        ports: Some(vec![
            container::port("http", PORT),
            container::port("management", MANAGEMENT_PORT),
        ]),
        env: unless_empty(environment::variables(deployment, registry)),
        startup_probe: Some(container::startup_probe("management", "/health/live")),
        liveness_probe: Some(container::probe("management", "/health/live")),
        readiness_probe: Some(container::probe("management", "/health/ready")),
        resources: Some(resources::requirements(&registry.resources)),
        volume_mounts: Some(mounts),
        ..Container::default()
    }
}
