//! The operator's container, hardened.

use k8s_openapi::api::core::v1::{
    Capabilities, Container, PodSecurityContext, SeccompProfile, SecurityContext,
};

use super::environment;
use crate::{
    catalog::operator::Installation,
    model::Deployment,
    render::{image, resources},
};

/// Returns the operator's container.
pub fn container(deployment: &Deployment, installation: Installation) -> Container {
    Container {
        name: installation.deployment().to_owned(),
        image: Some(image::mirrored(&deployment.platform, &installation.image())),
        args: Some(installation.args().to_vec()),
        ports: Some(installation.ports().to_vec()),
        env: Some(environment::variables(deployment, installation)),
        liveness_probe: Some(installation.liveness().clone()),
        readiness_probe: Some(installation.readiness().clone()),
        resources: Some(resources::requirements(&deployment.operator.resources)),
        security_context: Some(security(installation)),
        volume_mounts: Some(installation.volume_mounts().to_vec()),
        ..Container::default()
    }
}

/// Returns Strimzi's own security context where the release has one; before that what the Pod
/// Security Standard `restricted` asks for. A read-only root is left to releases that ship one:
/// older ones were never run with it by Strimzi.
fn security(installation: Installation) -> SecurityContext {
    installation
        .security_context()
        .cloned()
        .unwrap_or_else(|| SecurityContext {
            allow_privilege_escalation: Some(false),
            capabilities: Some(Capabilities {
                drop: Some(vec!["ALL".to_owned()]),
                add: None,
            }),
            run_as_non_root: Some(true),
            seccomp_profile: Some(runtime_default()),
            ..SecurityContext::default()
        })
}

/// Returns the security context of the operator's pod.
pub fn pod_security() -> PodSecurityContext {
    PodSecurityContext {
        run_as_non_root: Some(true),
        seccomp_profile: Some(runtime_default()),
        ..PodSecurityContext::default()
    }
}

fn runtime_default() -> SeccompProfile {
    SeccompProfile {
        type_: "RuntimeDefault".to_owned(),
        localhost_profile: None,
    }
}
