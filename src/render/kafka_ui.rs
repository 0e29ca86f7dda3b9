//! The Kafka UI: kafbat's, with its configuration, its Service and, where wished, an ingress.
//!
//! Its Service is never more than a ClusterIP: from outside it is reached through an ingress
//! that ends TLS, or through `kubectl port-forward`.

mod authentication;
mod configuration;

use std::collections::BTreeMap;

use k8s_openapi::{
    api::{
        core::v1::{ConfigMap, Container, EnvVar, Service, ServicePort, ServiceSpec},
        networking::v1::{
            HTTPIngressPath, HTTPIngressRuleValue, Ingress, IngressBackend, IngressRule,
            IngressServiceBackend, IngressSpec, IngressTLS, ServiceBackendPort,
        },
    },
    apimachinery::pkg::util::intstr::IntOrString,
};

use super::{
    checksum, container, credentials, image, labels, object, resources,
    workload::{Pod, unless_empty},
};
use crate::{
    derive::kafka_ui::PORT,
    kubernetes::object::Object,
    model::{
        Deployment,
        kafka_ui::{KafkaUi, UiIngress},
        node_pool::Spread,
    },
};

/// Where the configuration is mounted.
const CONFIGURATION: &str = "/etc/kafka-ui";

/// The key of the ConfigMap.
const KEY: &str = "application.yaml";

/// Returns the Kafka UI's objects; none where the deployment has no UI.
pub fn objects(deployment: &Deployment) -> Vec<Object> {
    let Some(ui) = &deployment.kafka_ui else {
        return Vec::new();
    };
    let data = BTreeMap::from([(KEY.to_owned(), configuration::text(deployment, ui))]);
    let pod = pod(deployment, ui, &data);
    let mut objects = vec![
        pod.service_account(deployment),
        config_map(deployment, ui, data),
        service(deployment, ui),
        pod.deployment(deployment, 1),
    ];
    objects.extend(
        ui.ingress
            .as_ref()
            .map(|door| ingress(deployment, ui, door)),
    );
    objects
}

fn all_labels(deployment: &Deployment, ui: &KafkaUi) -> BTreeMap<String, String> {
    labels::of_component(deployment, "kafka-ui", ui.name.as_str())
}

fn config_map_name(ui: &KafkaUi) -> String {
    format!("{}-config", ui.name)
}

fn config_map(deployment: &Deployment, ui: &KafkaUi, data: BTreeMap<String, String>) -> Object {
    object(&ConfigMap {
        metadata: labels::metadata_in(
            &deployment.namespace,
            all_labels(deployment, ui),
            config_map_name(ui),
        ),
        data: Some(data),
        ..ConfigMap::default()
    })
}

fn service(deployment: &Deployment, ui: &KafkaUi) -> Object {
    object(&Service {
        metadata: labels::metadata_in(
            &deployment.namespace,
            all_labels(deployment, ui),
            ui.name.as_str(),
        ),
        spec: Some(ServiceSpec {
            type_: Some("ClusterIP".to_owned()),
            selector: labels::select(ui.name.as_str()).match_labels,
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

fn pod(deployment: &Deployment, ui: &KafkaUi, data: &BTreeMap<String, String>) -> Pod {
    let name = ui.name.to_string();
    let mut volumes = credentials::volumes(deployment, &name, credentials::Form::Pkcs12);
    volumes.push(container::config_map("configuration", &config_map_name(ui)));
    volumes.push(container::scratch("tmp", 256));
    Pod {
        name,
        component: "kafka-ui",
        user_id: ui.user_id,
        spread: Spread::Anywhere,
        container: main_container(deployment, ui),
        volumes,
        annotations: checksum::annotations(data),
        stop_seconds: None,
        ends: false,
    }
}

fn main_container(deployment: &Deployment, ui: &KafkaUi) -> Container {
    let mut mounts = credentials::mounts();
    mounts.push(container::read_only_mount("configuration", CONFIGURATION));
    mounts.push(container::mount("tmp", "/tmp"));
    Container {
        name: "kafka-ui".to_owned(),
        image: Some(image::named(&deployment.platform, &ui.image)),
        ports: Some(vec![container::port("http", PORT)]),
        env: unless_empty(variables(deployment, ui)),
        startup_probe: Some(container::startup_probe(
            "http",
            "/actuator/health/liveness",
        )),
        liveness_probe: Some(container::probe("http", "/actuator/health/liveness")),
        readiness_probe: Some(container::probe("http", "/actuator/health/readiness")),
        resources: Some(resources::requirements(&ui.resources)),
        volume_mounts: Some(mounts),
        ..Container::default()
    }
}

fn variables(deployment: &Deployment, ui: &KafkaUi) -> Vec<EnvVar> {
    let authority = credentials::cluster_ca(deployment);
    let mut variables = vec![
        container::variable("JAVA_OPTS", "-XX:MaxRAMPercentage=60"),
        container::variable(
            "SPRING_CONFIG_ADDITIONALLOCATION",
            format!("{CONFIGURATION}/{KEY}"),
        ),
        credentials::variable("TRUSTSTORE_PASSWORD", &authority, "ca.password"),
        credentials::variable("KEYSTORE_PASSWORD", ui.name.as_str(), "user.password"),
    ];
    variables.extend(authentication::variables(&ui.authentication));
    variables
}

fn ingress(deployment: &Deployment, ui: &KafkaUi, door: &UiIngress) -> Object {
    let mut metadata = labels::metadata_in(
        &deployment.namespace,
        all_labels(deployment, ui),
        ui.name.as_str(),
    );
    if !door.annotations.is_empty() {
        metadata.annotations = Some(
            door.annotations
                .iter()
                .map(|(key, value)| (key.to_string(), value.to_string()))
                .collect(),
        );
    }
    object(&Ingress {
        metadata,
        spec: Some(IngressSpec {
            ingress_class_name: door.class.as_ref().map(ToString::to_string),
            tls: Some(vec![IngressTLS {
                hosts: Some(vec![door.host.to_string()]),
                secret_name: Some(door.tls_secret.to_string()),
            }]),
            rules: Some(vec![IngressRule {
                host: Some(door.host.to_string()),
                http: Some(every_path(ui)),
            }]),
            default_backend: None,
        }),
        ..Ingress::default()
    })
}

fn every_path(ui: &KafkaUi) -> HTTPIngressRuleValue {
    HTTPIngressRuleValue {
        paths: vec![HTTPIngressPath {
            path: Some("/".to_owned()),
            path_type: "Prefix".to_owned(),
            backend: IngressBackend {
                service: Some(IngressServiceBackend {
                    name: ui.name.to_string(),
                    port: Some(ServiceBackendPort {
                        name: Some("http".to_owned()),
                        number: None,
                    }),
                }),
                resource: None,
            },
        }],
    }
}
