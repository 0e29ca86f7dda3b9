//! Verification: what the model expects as JSON, and the job that compares the cluster with it.
//!
//! Until an image is named, the job is there but suspended. Argo CD and Flux wait for a job to
//! end, so for them it is left out until then.

mod cluster;
mod environment;
mod expectations;
mod load;
mod monitoring;
mod paths;
mod users;

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::{
    ConfigMap, ConfigMapProjection, Container, ProjectedVolumeSource, Volume, VolumeProjection,
};

use super::{
    checksum, container, credentials, image,
    job::Job,
    labels, object, resources,
    workload::{Pod, unless_empty},
};
use crate::{
    derive::verification as derived,
    kubernetes::object::Object,
    model::{
        Deployment, delivery::Delivery, duration::Duration, node_pool::Spread,
        verification::Verification,
    },
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
    let job = |runs| job(deployment, verification, runs, &names, &files);
    let labels = labels::of_component(deployment, "verification", verification.name.as_str());
    let mut objects = vec![job(Runs::AfterChange).pod.service_account(deployment)];
    objects.extend(maps.into_iter().map(|(name, data)| {
        object(&ConfigMap {
            metadata: labels::metadata_in(&deployment.namespace, labels.clone(), name),
            data: Some(data),
            ..ConfigMap::default()
        })
    }));
    if verification.image.is_some() || deployment.delivery == Delivery::Kubectl {
        objects.push(job(Runs::AfterChange).after_change(deployment));
    }
    if let Some(schedule) = &verification.schedule {
        objects.push(job(Runs::OnSchedule).on_schedule(deployment, schedule));
    }
    objects
}

/// Returns the Job of the load of several pods, which nothing starts by itself; none where the
/// deployment has none.
pub fn load(deployment: &Deployment) -> Option<Object> {
    let verification = deployment.verification.as_ref()?;
    let load = verification.load.as_ref()?;
    let maps = expectations::config_maps(deployment, verification);
    let names: Vec<String> = maps.keys().cloned().collect();
    let files: BTreeMap<String, String> = maps.values().flatten().map(owned).collect();
    let mut job = job(deployment, verification, Runs::ByHand, &names, &files);
    job.name = derived::load_job(verification);
    job.pod.spread = Spread::Preferred;
    job.pod.container.resources = Some(resources::requirements(&load.resources));
    Some(job.by_hand(deployment, load.pods.get()))
}

fn owned((key, value): (&String, &String)) -> (String, String) {
    (key.clone(), value.clone())
}

/// What makes it run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Runs {
    AfterChange,
    OnSchedule,
    /// Somebody starts it: a load of several pods.
    ByHand,
}

fn job(
    deployment: &Deployment,
    verification: &Verification,
    runs: Runs,
    maps: &[String],
    files: &BTreeMap<String, String>,
) -> Job {
    Job {
        name: verification.name.to_string(),
        pod: pod(deployment, verification, runs, maps, files),
        deadline_seconds: deadline_seconds(verification, runs),
        suspended: verification.image.is_none(),
    }
}

fn deadline_seconds(verification: &Verification, runs: Runs) -> u64 {
    let load = match runs {
        Runs::AfterChange | Runs::OnSchedule => {
            derived::load(verification, runs == Runs::OnSchedule)
        }
        Runs::ByHand => derived::shared_load(verification),
    };
    let load = load.map_or(0, |load| load.milliseconds());
    let cleanup = verification.cleanup_wait.map_or(0, seconds);
    seconds(verification.wait) + cleanup + load.div_ceil(1_000) + WORK_SECONDS
}

fn seconds(duration: Duration) -> u64 {
    duration.as_milliseconds().div_ceil(1_000)
}

fn pod(
    deployment: &Deployment,
    verification: &Verification,
    runs: Runs,
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
            env: unless_empty(environment::variables(deployment, verification, runs)),
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
