//! `installations.json` as it is written.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use k8s_openapi::api::core::v1::{
    ContainerPort, Probe, ResourceRequirements, SecurityContext, Volume, VolumeMount,
};
use k8s_openapi::api::rbac::v1::PolicyRule;
use serde::Deserialize;

use super::binding::Binding;
use super::env::EnvData;
use crate::catalog::timeline::Timeline;

pub(super) static DATA: LazyLock<Data> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../installations.json"))
        .expect("the embedded installations.json is parsed by every test of the catalogue")
});

#[derive(Deserialize)]
pub(super) struct Data {
    pub(super) image: ImageData,
    pub(super) labels: BTreeMap<String, String>,
    pub(super) service_account: String,
    pub(super) config_map: ConfigMapData,
    pub(super) cluster_roles: BTreeMap<String, Timeline<Vec<PolicyRule>>>,
    pub(super) bindings: Vec<Binding>,
    pub(super) deployment: DeploymentData,
}

#[derive(Deserialize)]
pub(super) struct ImageData {
    pub(super) registry: String,
    pub(super) namespace: String,
}

#[derive(Deserialize)]
pub(super) struct ConfigMapData {
    pub(super) name: String,
    pub(super) key: String,
}

#[derive(Deserialize)]
pub(super) struct DeploymentData {
    pub(super) name: String,
    pub(super) replicas: i32,
    pub(super) pod_labels: BTreeMap<String, String>,
    pub(super) selector: BTreeMap<String, String>,
    pub(super) args: Vec<String>,
    pub(super) resources: ResourceRequirements,
    pub(super) ports: Vec<ContainerPort>,
    pub(super) liveness: Probe,
    pub(super) readiness: Probe,
    pub(super) automount_token: Timeline<Option<bool>>,
    pub(super) container_security_context: Timeline<Option<SecurityContext>>,
    pub(super) volume_mounts: Timeline<Vec<VolumeMount>>,
    pub(super) volumes: Timeline<Vec<Volume>>,
    pub(super) env: Vec<EnvData>,
}
