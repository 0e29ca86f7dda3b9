//! Namespaces, with the Pod Security Standard that they enforce.

use std::collections::BTreeMap;

use k8s_openapi::{api::core::v1::Namespace, apimachinery::pkg::apis::meta::v1::ObjectMeta};

use super::{labels, object};
use crate::{
    kubernetes::object::Object,
    model::{Deployment, name, operator::PodSecurity},
};

/// Returns the namespaces that the deployment owns: its own, and the operator's if that is
/// another one and installed here.
pub fn objects(deployment: &Deployment) -> Vec<Object> {
    names(deployment)
        .into_iter()
        .map(|name| namespace(deployment, name))
        .collect()
}

/// Returns the names of these namespaces.
pub fn names(deployment: &Deployment) -> Vec<&name::Namespace> {
    let mut names = vec![&deployment.namespace];
    if deployment.operator.install
        && let Some(operator) = &deployment.operator.namespace
        && *operator != deployment.namespace
    {
        names.push(operator);
    }
    names
}

fn namespace(deployment: &Deployment, name: &name::Namespace) -> Object {
    let standard = match deployment.operator.pod_security {
        PodSecurity::Restricted => "restricted",
        PodSecurity::Baseline => "baseline",
    };
    let security: BTreeMap<String, String> = ["enforce", "audit", "warn"]
        .into_iter()
        .map(|mode| {
            (
                format!("pod-security.kubernetes.io/{mode}"),
                standard.to_owned(),
            )
        })
        .collect();
    let mut all = labels::of(deployment);
    all.extend(security);
    object(&Namespace {
        metadata: ObjectMeta {
            name: Some(name.to_string()),
            labels: Some(all),
            ..ObjectMeta::default()
        },
        ..Namespace::default()
    })
}
