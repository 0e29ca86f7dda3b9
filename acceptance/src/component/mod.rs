//! The real components, one per file: how each is had, started and asked.
//!
//! Versions and flags live with the component they belong to. A component listens on loopback
//! only and keeps its data in the scratch directory of the run.

pub mod access_review;
pub mod apicurio_registry;
pub mod argo_cd;
pub mod certificates;
pub mod control_plane;
pub mod crane;
pub mod docker_registry;
pub mod etcd;
pub mod flux_source;
pub mod json_schemas;
pub mod kafka;
pub mod kafka_access;
pub mod kafka_config;
pub mod kafka_control;
pub mod kube_apiserver;
pub mod kube_controller_manager;
pub mod kube_scheduler;
pub mod kube_score;
pub mod kubeconform;
pub mod kubectl;
pub mod kustomize;
pub mod kustomize_controller;
pub mod kwok;
pub mod prometheus;
pub mod prometheus_operator;
pub mod promtool;
pub mod slow_disk;
pub mod strimzi_crds;
pub mod strimzi_model;
pub mod strimzi_secrets;

use crate::error::{Error, Result};
use crate::jdk::Jdk;
use crate::release::Release;

/// Returns a JDK for Strimzi's programs of `release`, whose classes need Java 21 from 1.0 on.
fn strimzi_jdk(release: Release) -> Result<Jdk> {
    jdk(if release.has_stable_api() { 21 } else { 17 })
}

/// Returns the oldest installed JDK of at least `release`.
fn jdk(release: u32) -> Result<Jdk> {
    let missing = || {
        Error::form(
            "/usr/lib/jvm",
            format!("there is no JDK {release} or newer"),
        )
    };
    Jdk::at_least(release).ok_or_else(missing)
}
