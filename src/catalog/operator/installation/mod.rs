//! What installs an operator: roles, bindings and a Deployment, by release.
//!
//! `installations.json` holds Strimzi's own installation files without the CRDs. Parts that are
//! Kubernetes objects stay so, as types of `k8s-openapi`.

mod binding;
mod data;
mod env;

use std::collections::BTreeMap;

use k8s_openapi::api::core::v1::{
    ContainerPort, Probe, ResourceRequirements, SecurityContext, Volume, VolumeMount,
};
use k8s_openapi::api::rbac::v1::PolicyRule;

pub use binding::{Binding, BindingKind};
pub use env::{EnvValue, EnvVariable};

use super::{Image, Release};
use data::{DATA, ImageData};

/// What installs one release, to be rendered into a namespace.
#[derive(Clone, Copy, Debug)]
pub struct Installation {
    release: &'static Release,
}

/// The image `name` of the registry and namespace from which Strimzi's files pull.
pub(super) fn image(name: &str, tag: String) -> Image {
    let ImageData {
        registry,
        namespace,
    } = &DATA.image;
    Image {
        registry: registry.clone(),
        repository: format!("{namespace}/{name}"),
        tag,
    }
}

impl Installation {
    pub(super) fn of(release: &'static Release) -> Self {
        Self { release }
    }

    /// Returns the release that is installed.
    #[must_use]
    pub fn release(self) -> &'static Release {
        self.release
    }

    /// Returns the labels that every object of the installation carries.
    #[must_use]
    pub fn labels(self) -> &'static BTreeMap<String, String> {
        &DATA.labels
    }

    /// Returns the name of the service account, which is also the subject of every binding.
    #[must_use]
    pub fn service_account(self) -> &'static str {
        &DATA.service_account
    }

    /// Returns the name of the ConfigMap with the logging configuration.
    #[must_use]
    pub fn config_map(self) -> &'static str {
        &DATA.config_map.name
    }

    /// Returns the key of the logging configuration, `log4j2.properties`.
    #[must_use]
    pub fn logging_key(self) -> &'static str {
        &DATA.config_map.key
    }

    /// Returns the cluster roles by name, with their rules in Strimzi's order.
    pub fn cluster_roles(self) -> impl Iterator<Item = (&'static str, &'static [PolicyRule])> {
        let at = self.release.number();
        DATA.cluster_roles.iter().filter_map(move |(name, rules)| {
            rules.at(at).map(|rules| (name.as_str(), rules.as_slice()))
        })
    }

    /// Returns the bindings, in Strimzi's order.
    #[must_use]
    pub fn bindings(self) -> &'static [Binding] {
        &DATA.bindings
    }

    /// Returns the name of the Deployment and of its container.
    #[must_use]
    pub fn deployment(self) -> &'static str {
        &DATA.deployment.name
    }

    /// Returns the number of replicas.
    #[must_use]
    pub fn replicas(self) -> i32 {
        DATA.deployment.replicas
    }

    /// Returns the labels of the pod that come on top of [`Self::labels`].
    #[must_use]
    pub fn pod_labels(self) -> &'static BTreeMap<String, String> {
        &DATA.deployment.pod_labels
    }

    /// Returns the labels by which the Deployment selects its pods.
    #[must_use]
    pub fn selector(self) -> &'static BTreeMap<String, String> {
        &DATA.deployment.selector
    }

    /// Returns the image of the container.
    #[must_use]
    pub fn image(self) -> Image {
        self.release.operator_image()
    }

    /// Returns the arguments of the container.
    #[must_use]
    pub fn args(self) -> &'static [String] {
        &DATA.deployment.args
    }

    /// Returns the ports of the container.
    #[must_use]
    pub fn ports(self) -> &'static [ContainerPort] {
        &DATA.deployment.ports
    }

    /// Returns what the container requests and may use.
    #[must_use]
    pub fn resources(self) -> &'static ResourceRequirements {
        &DATA.deployment.resources
    }

    /// Returns the probe for life.
    #[must_use]
    pub fn liveness(self) -> &'static Probe {
        &DATA.deployment.liveness
    }

    /// Returns the probe for readiness.
    #[must_use]
    pub fn readiness(self) -> &'static Probe {
        &DATA.deployment.readiness
    }

    /// Returns `automountServiceAccountToken` of the pod; `None` where Strimzi leaves it out.
    #[must_use]
    pub fn automount_token(self) -> Option<bool> {
        DATA.deployment
            .automount_token
            .at(self.release.number())
            .copied()
            .flatten()
    }

    /// Returns the security context of the container; `None` where Strimzi sets none.
    #[must_use]
    pub fn security_context(self) -> Option<&'static SecurityContext> {
        let contexts = &DATA.deployment.container_security_context;
        contexts.at(self.release.number()).and_then(Option::as_ref)
    }

    /// Returns where the volumes are mounted.
    #[must_use]
    pub fn volume_mounts(self) -> &'static [VolumeMount] {
        DATA.deployment
            .volume_mounts
            .at(self.release.number())
            .map_or(&[], Vec::as_slice)
    }

    /// Returns the volumes of the pod.
    #[must_use]
    pub fn volumes(self) -> &'static [Volume] {
        DATA.deployment
            .volumes
            .at(self.release.number())
            .map_or(&[], Vec::as_slice)
    }
}
