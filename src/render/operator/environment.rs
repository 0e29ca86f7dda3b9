//! The operator's environment variables (Strimzi: `ClusterOperatorConfig`).

use k8s_openapi::api::core::v1::{EnvVar, EnvVarSource, ObjectFieldSelector};

use crate::{
    catalog::operator::{EnvValue, Installation},
    model::{
        Deployment,
        operator::{PodSecurity, Watch},
    },
    render::image,
};

/// Returns the variables: those of the release in its order, then those that the model adds.
pub fn variables(deployment: &Deployment, installation: Installation) -> Vec<EnvVar> {
    let mut variables: Vec<EnvVar> = installation
        .env()
        .into_iter()
        .map(|variable| shipped(deployment, variable.name, variable.value))
        .collect();
    variables.extend(added(deployment, installation));
    variables
}

fn shipped(deployment: &Deployment, name: &str, value: EnvValue) -> EnvVar {
    match name {
        "STRIMZI_NAMESPACE" => return watched(deployment, name),
        "STRIMZI_FEATURE_GATES" => return text(name, &feature_gates(deployment)),
        _ => {}
    }
    let platform = &deployment.platform;
    match value {
        EnvValue::Literal(literal) => text(name, literal),
        EnvValue::Field(path) => field(name, path),
        EnvValue::Image(shipped) => text(name, &image::mirrored(platform, &shipped)),
        EnvValue::KafkaImages(images) => {
            let lines: Vec<String> = images
                .iter()
                .map(|(kafka, shipped)| format!("{kafka}={}\n", image::mirrored(platform, shipped)))
                .collect();
            text(name, &lines.concat())
        }
    }
}

fn watched(deployment: &Deployment, name: &str) -> EnvVar {
    match &deployment.operator.watch {
        Watch::OwnNamespace(_) => field(name, "metadata.namespace"),
        Watch::AllNamespaces(_) => text(name, "*"),
        Watch::Namespaces(namespaces) => {
            let names: Vec<&str> = namespaces
                .get()
                .iter()
                .map(crate::model::name::Namespace::as_str)
                .collect();
            text(name, &names.join(","))
        }
    }
}

fn feature_gates(deployment: &Deployment) -> String {
    let gates: Vec<String> = deployment
        .operator
        .feature_gates
        .iter()
        .map(|(gate, on)| format!("{}{gate}", if *on { '+' } else { '-' }))
        .collect();
    gates.join(",")
}

fn added(deployment: &Deployment, installation: Installation) -> Vec<EnvVar> {
    let mut added = Vec::new();
    if deployment.operator.pod_security == PodSecurity::Restricted {
        added.push(text("STRIMZI_POD_SECURITY_PROVIDER_CLASS", "restricted"));
    }
    let kubernetes = deployment.platform.kubernetes;
    if let Some(refusal) = installation.release().refusal(kubernetes) {
        let version = format!("major={}\nminor={}\n", kubernetes.major, kubernetes.minor);
        added.push(text(&refusal.cure, &version));
    }
    if deployment.platform.dns_domain.as_str() != "cluster.local" {
        added.push(text(
            "KUBERNETES_SERVICE_DNS_DOMAIN",
            deployment.platform.dns_domain.as_str(),
        ));
    }
    let secrets: Vec<&str> = deployment
        .platform
        .image_pull_secrets
        .iter()
        .map(crate::model::name::ObjectName::as_str)
        .collect();
    if !secrets.is_empty() {
        added.push(text("STRIMZI_IMAGE_PULL_SECRETS", &secrets.join(",")));
    }
    added
}

fn text(name: &str, value: &str) -> EnvVar {
    EnvVar {
        name: name.to_owned(),
        value: Some(value.to_owned()),
        value_from: None,
    }
}

fn field(name: &str, path: &str) -> EnvVar {
    let selector = ObjectFieldSelector {
        field_path: path.to_owned(),
        api_version: None,
    };
    EnvVar {
        name: name.to_owned(),
        value: None,
        value_from: Some(EnvVarSource {
            field_ref: Some(selector),
            ..EnvVarSource::default()
        }),
    }
}
