//! Verification: what the model expects as JSON, and the job that compares the cluster with it.
//!
//! Until an image is named, the job is there but suspended. Argo CD and Flux wait for a job to
//! end, so for them it is left out until then.

mod cluster;
mod expectations;
mod users;

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::{
    ConfigMap, ConfigMapProjection, Container, EnvVar, ProjectedVolumeSource, Volume,
    VolumeProjection,
};

use super::{
    checksum, container, credentials, image,
    job::Job,
    labels, object, resources,
    workload::{Pod, unless_empty},
};
use crate::{
    derive::{bootstrap, schema_registry, verification as derived},
    kubernetes::object::Object,
    model::{Deployment, delivery::Delivery, node_pool::Spread, verification::Verification},
};

/// Where the expectations are mounted.
const EXPECTATIONS: &str = "/etc/expectations";

/// An image that no registry has: `invalid` is never a real domain (RFC 2606).
const NO_IMAGE: &str = "registry.invalid/kafka-verification:not-named";

/// How many seconds the job has once the cluster is there.
const WORK_SECONDS: u64 = 900;

/// Returns the objects of the verification; none where the deployment has none.
pub fn objects(deployment: &Deployment) -> Vec<Object> {
    let Some(verification) = &deployment.verification else {
        return Vec::new();
    };
    let maps = expectations::config_maps(deployment, verification);
    let names: Vec<String> = maps.keys().cloned().collect();
    let files: BTreeMap<String, String> = maps.values().flatten().map(owned).collect();
    let job = || job(deployment, verification, &names, &files);
    let labels = labels::of_component(deployment, "verification", verification.name.as_str());
    let mut objects = vec![job().pod.service_account(deployment)];
    objects.extend(maps.into_iter().map(|(name, data)| {
        object(&ConfigMap {
            metadata: labels::metadata_in(&deployment.namespace, labels.clone(), name),
            data: Some(data),
            ..ConfigMap::default()
        })
    }));
    if verification.image.is_some() || deployment.delivery == Delivery::Kubectl {
        objects.push(job().after_change(deployment));
    }
    if let Some(schedule) = &verification.schedule {
        objects.push(job().on_schedule(deployment, schedule));
    }
    objects
}

fn owned((key, value): (&String, &String)) -> (String, String) {
    (key.clone(), value.clone())
}

fn job(
    deployment: &Deployment,
    verification: &Verification,
    maps: &[String],
    files: &BTreeMap<String, String>,
) -> Job {
    Job {
        name: verification.name.to_string(),
        pod: pod(deployment, verification, maps, files),
        deadline_seconds: wait(verification) + WORK_SECONDS,
        suspended: verification.image.is_none(),
    }
}

fn wait(verification: &Verification) -> u64 {
    verification.wait.as_milliseconds().div_ceil(1_000)
}

fn pod(
    deployment: &Deployment,
    verification: &Verification,
    maps: &[String],
    files: &BTreeMap<String, String>,
) -> Pod {
    let name = verification.name.to_string();
    let mut volumes = credentials::volumes(deployment, &name, credentials::Form::Pem);
    volumes.push(expected(maps));
    volumes.push(container::scratch("tmp", 64));
    let mut mounts = credentials::mounts();
    mounts.push(container::read_only_mount("expectations", EXPECTATIONS));
    mounts.push(container::mount("tmp", "/tmp"));
    let image = verification.image.as_ref();
    Pod {
        name,
        component: "verification",
        user_id: verification.user_id,
        spread: Spread::Anywhere,
        container: Container {
            name: "verification".to_owned(),
            image: Some(image.map_or_else(
                || NO_IMAGE.to_owned(),
                |image| image::named(&deployment.platform, image),
            )),
            env: unless_empty(variables(deployment, verification)),
            resources: Some(resources::requirements(&verification.resources)),
            volume_mounts: Some(mounts),
            ..Container::default()
        },
        volumes,
        annotations: checksum::annotations(files),
        stop_seconds: None,
        ends: true,
    }
}

fn expected(maps: &[String]) -> Volume {
    let sources = maps
        .iter()
        .map(|name| VolumeProjection {
            config_map: Some(ConfigMapProjection {
                name: name.clone(),
                ..ConfigMapProjection::default()
            }),
            ..VolumeProjection::default()
        })
        .collect();
    Volume {
        name: "expectations".to_owned(),
        projected: Some(ProjectedVolumeSource {
            sources: Some(sources),
            default_mode: None,
        }),
        ..Volume::default()
    }
}

fn variables(deployment: &Deployment, verification: &Verification) -> Vec<EnvVar> {
    let servers = bootstrap::servers(&deployment.cluster, &verification.listener);
    let paths = [
        ("KAFKA_CLIENT_CERT", credentials::USER, "user.crt"),
        ("KAFKA_CLIENT_KEY", credentials::USER, "user.key"),
        ("KAFKA_CA_CERT", credentials::CLUSTER_CA, "ca.crt"),
    ];
    let mut variables = vec![container::variable(
        "KAFKA_BOOTSTRAP_SERVERS",
        servers.unwrap_or_default(),
    )];
    variables.extend(
        paths.into_iter().map(|(name, directory, file)| {
            container::variable(name, format!("{directory}/{file}"))
        }),
    );
    if let Some(registry) = &deployment.schema_registry {
        let url = schema_registry::url(registry);
        variables.push(container::variable("SCHEMA_REGISTRY_URL", url));
    }
    variables.extend([
        container::variable("EXPECTATIONS", EXPECTATIONS),
        container::variable("TRIAL_PREFIX", derived::prefix(verification)),
        container::variable("KAFKA_PRINCIPAL", format!("User:CN={}", verification.name)),
        container::variable("WAIT_SECONDS", wait(verification).to_string()),
    ]);
    variables
}
