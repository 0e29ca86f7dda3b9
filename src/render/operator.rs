//! The Strimzi cluster operator: its namespace, identity, rights, logging and Deployment.

mod container;
mod environment;
mod rbac;

use std::collections::BTreeMap;

use k8s_openapi::{
    api::{
        apps::v1::{Deployment as Workload, DeploymentSpec},
        core::v1::{ConfigMap, PodSpec, PodTemplateSpec, ServiceAccount},
    },
    apimachinery::pkg::apis::meta::v1::{LabelSelector, ObjectMeta},
};

use super::{labels, namespace, object, placement};
use crate::{
    catalog::operator::Installation,
    derive::version,
    kubernetes::object::Object,
    model::{Deployment, name::Namespace},
};

/// Returns the namespaces and the operator's objects; the namespaces alone where the platform owns
/// the operator.
pub fn objects(deployment: &Deployment) -> Vec<Object> {
    let mut objects = namespace::objects(deployment);
    if !deployment.operator.install {
        return objects;
    }
    let installation = version::release(deployment).installation();
    objects.push(service_account(deployment, installation));
    objects.extend(rbac::objects(deployment, installation));
    objects.push(logging(deployment, installation));
    objects.push(workload(deployment, installation));
    objects
}

/// Returns the namespace that the operator lives in.
pub fn home(deployment: &Deployment) -> &Namespace {
    deployment
        .operator
        .namespace
        .as_ref()
        .unwrap_or(&deployment.namespace)
}

fn all_labels(deployment: &Deployment, installation: Installation) -> BTreeMap<String, String> {
    let mut all = labels::of(deployment);
    all.extend(installation.labels().clone());
    all
}

fn metadata(deployment: &Deployment, installation: Installation, name: &str) -> ObjectMeta {
    labels::metadata_in(home(deployment), all_labels(deployment, installation), name)
}

fn service_account(deployment: &Deployment, installation: Installation) -> Object {
    object(&ServiceAccount {
        metadata: metadata(deployment, installation, installation.service_account()),
        ..ServiceAccount::default()
    })
}

fn logging(deployment: &Deployment, installation: Installation) -> Object {
    let text = format!(
        "name = Operator\n\
         monitorInterval = 30\n\
         appender.console.type = Console\n\
         appender.console.name = STDOUT\n\
         appender.console.layout.type = PatternLayout\n\
         appender.console.layout.pattern = %d{{yyyy-MM-dd HH:mm:ss}} %-5p %c{{1}}:%L - %m%n\n\
         rootLogger.level = {}\n\
         rootLogger.appenderRef.console.ref = STDOUT\n",
        deployment.operator.log_level
    );
    object(&ConfigMap {
        metadata: metadata(deployment, installation, installation.config_map()),
        data: Some(BTreeMap::from([(
            installation.logging_key().to_owned(),
            text,
        )])),
        ..ConfigMap::default()
    })
}

fn workload(deployment: &Deployment, installation: Installation) -> Object {
    let mut pod_labels = installation.pod_labels().clone();
    pod_labels.extend(all_labels(deployment, installation));
    object(&Workload {
        metadata: metadata(deployment, installation, installation.deployment()),
        spec: Some(DeploymentSpec {
            replicas: Some(i32::from(deployment.operator.replicas.get())),
            selector: LabelSelector {
                match_labels: Some(installation.selector().clone()),
                match_expressions: None,
            },
            template: PodTemplateSpec {
                metadata: Some(ObjectMeta {
                    labels: Some(pod_labels),
                    ..ObjectMeta::default()
                }),
                spec: Some(pod(deployment, installation)),
            },
            ..DeploymentSpec::default()
        }),
        ..Workload::default()
    })
}

fn pod(deployment: &Deployment, installation: Installation) -> PodSpec {
    let template = placement::pod(&deployment.platform);
    PodSpec {
        service_account_name: Some(installation.service_account().to_owned()),
        automount_service_account_token: installation.automount_token(),
        image_pull_secrets: none_if_empty(template.image_pull_secrets),
        affinity: template.affinity,
        tolerations: none_if_empty(template.tolerations),
        priority_class_name: template.priority_class_name,
        security_context: Some(container::pod_security()),
        containers: vec![container::container(deployment, installation)],
        volumes: Some(installation.volumes().to_vec()),
        ..PodSpec::default()
    }
}

fn none_if_empty<T>(items: Vec<T>) -> Option<Vec<T>> {
    (!items.is_empty()).then_some(items)
}
