//! Applications: those whose image is named, with their certificate and their client settings.

mod client;
mod environment;

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::{ConfigMap, Container, ContainerPort, Probe, Volume};

use super::{
    checksum, container, credentials, image, labels, object, resources,
    workload::{Pod, unless_empty},
};
use crate::{
    derive::workload::{self, Running},
    kubernetes::object::Object,
    model::{Deployment, network::Port, workload::Health},
};

/// Where the client settings are mounted.
const CLIENT: &str = "/etc/kafka/client";

/// Returns the objects of every application that runs, by its name.
pub fn objects(deployment: &Deployment) -> Vec<Object> {
    workload::running(deployment)
        .flat_map(|running| application(deployment, &running))
        .collect()
}

fn application(deployment: &Deployment, running: &Running<'_>) -> Vec<Object> {
    let replicas = running.workload.replicas.get();
    let data = client::files(deployment, running.application);
    let pod = pod(deployment, running, &data);
    let mut objects = vec![pod.service_account(deployment)];
    if !data.is_empty() {
        objects.push(config_map(deployment, running, &pod, data));
    }
    objects.extend(pod.disruption_budget(deployment, replicas));
    let mut runs = pod.deployment(deployment, replicas);
    let application = running.application;
    for (key, value) in labels::explained(&application.owner, &application.purpose) {
        runs.annotate(&key, value);
    }
    objects.push(runs);
    objects
}

fn config_map_name(running: &Running<'_>) -> String {
    format!("{}-client", running.name)
}

fn config_map(
    deployment: &Deployment,
    running: &Running<'_>,
    pod: &Pod,
    data: BTreeMap<String, String>,
) -> Object {
    object(&ConfigMap {
        metadata: labels::metadata_in(
            &deployment.namespace,
            pod.labels(deployment),
            config_map_name(running),
        ),
        data: Some(data),
        ..ConfigMap::default()
    })
}

fn pod(deployment: &Deployment, running: &Running<'_>, data: &BTreeMap<String, String>) -> Pod {
    Pod {
        name: running.name.to_string(),
        component: "application",
        user_id: running.workload.user_id,
        spread: running.workload.spread,
        container: main_container(deployment, running, !data.is_empty()),
        volumes: volumes(deployment, running, !data.is_empty()),
        annotations: if data.is_empty() {
            BTreeMap::new()
        } else {
            checksum::annotations(data)
        },
        stop_seconds: Some(running.workload.stop_seconds.get()),
        ends: false,
    }
}

fn volumes(deployment: &Deployment, running: &Running<'_>, configured: bool) -> Vec<Volume> {
    let user = running.name.as_str();
    let mut volumes = credentials::volumes(deployment, user, credentials::Form::Pem);
    if configured {
        volumes.push(container::config_map("client", &config_map_name(running)));
    }
    volumes.push(container::scratch("tmp", 64));
    volumes
}

fn main_container(deployment: &Deployment, running: &Running<'_>, configured: bool) -> Container {
    let workload = running.workload;
    let mut mounts = credentials::mounts();
    if configured {
        mounts.push(container::read_only_mount("client", CLIENT));
    }
    mounts.push(container::mount("tmp", "/tmp"));
    let probe = |path: fn(&Health) -> &str| {
        let health = workload.health.as_ref()?;
        Some(container::probe(
            port_name(running, health.port),
            path(health),
        ))
    };
    let live: Option<Probe> = probe(|health| health.live_path.as_str());
    Container {
        name: running.name.to_string(),
        image: Some(image::named(&deployment.platform, running.image)),
        ports: unless_empty(ports(running)),
        env: unless_empty(environment::variables(deployment, running, configured)),
        startup_probe: live.clone().map(|live| Probe {
            period_seconds: Some(5),
            failure_threshold: Some(60),
            ..live
        }),
        liveness_probe: live,
        readiness_probe: probe(|health| health.ready_path.as_str()),
        resources: Some(resources::requirements(&workload.resources)),
        volume_mounts: Some(mounts),
        ..Container::default()
    }
}

/// A port that serves both metrics and health has the metrics' name, by which it is scraped.
fn port_name(running: &Running<'_>, port: Port) -> &'static str {
    match &running.workload.metrics {
        Some(metrics) if metrics.port == port => "metrics",
        _ => "health",
    }
}

fn ports(running: &Running<'_>) -> Vec<ContainerPort> {
    let workload = running.workload;
    let health = workload.health.as_ref().map(|health| health.port);
    let metrics = workload.metrics.as_ref().map(|metrics| metrics.port);
    let mut ports: Vec<Port> = health.into_iter().chain(metrics).collect();
    ports.dedup();
    ports
        .into_iter()
        .map(|port| {
            let name = if metrics == Some(port) {
                "metrics"
            } else {
                "health"
            };
            container::port(name, port.get())
        })
        .collect()
}
