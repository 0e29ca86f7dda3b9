//! What the operator may do, and where.

use std::collections::BTreeMap;

use k8s_openapi::{
    api::rbac::v1::{ClusterRole, ClusterRoleBinding, RoleBinding, RoleRef, Subject},
    apimachinery::pkg::apis::meta::v1::ObjectMeta,
};

use super::{all_labels, home};
use crate::{
    catalog::operator::{Binding, BindingKind, Installation},
    kubernetes::object::Object,
    model::{Deployment, name::Namespace, operator::Watch},
    render::{labels, object},
};

/// The role that stays in the operator's own namespace, whatever it watches: its lease is there.
const LEADER_ELECTION: &str = "strimzi-cluster-operator-leader-election";

/// Returns the roles and their bindings for the way the operator watches.
pub fn objects(deployment: &Deployment, installation: Installation) -> Vec<Object> {
    let shared = all_labels(deployment, installation);
    let mut objects: Vec<Object> = installation
        .cluster_roles()
        .map(|(name, rules)| {
            object(&ClusterRole {
                metadata: cluster_wide(&shared, name),
                rules: Some(rules.to_vec()),
                aggregation_rule: None,
            })
        })
        .collect();
    for binding in installation.bindings() {
        objects.extend(bindings(deployment, installation, &shared, binding));
    }
    objects
}

/// Returns a binding once for each namespace that it must hold in, or once for all.
fn bindings(
    deployment: &Deployment,
    installation: Installation,
    shared: &BTreeMap<String, String>,
    binding: &Binding,
) -> Vec<Object> {
    let role = RoleRef {
        api_group: "rbac.authorization.k8s.io".to_owned(),
        kind: "ClusterRole".to_owned(),
        name: binding.role.clone(),
    };
    let subjects = vec![subject(deployment, installation)];
    let in_namespace = |namespace: &Namespace| {
        object(&RoleBinding {
            metadata: labels::metadata_in(namespace, shared.clone(), binding.name.as_str()),
            role_ref: role.clone(),
            subjects: Some(subjects.clone()),
        })
    };
    let everywhere = |name: &str| {
        object(&ClusterRoleBinding {
            metadata: cluster_wide(shared, name),
            role_ref: role.clone(),
            subjects: Some(subjects.clone()),
        })
    };
    match (binding.kind, &deployment.operator.watch) {
        (BindingKind::ClusterRoleBinding, _) => vec![everywhere(&binding.name)],
        (BindingKind::RoleBinding, _) if binding.role == LEADER_ELECTION => {
            vec![in_namespace(home(deployment))]
        }
        (BindingKind::RoleBinding, Watch::OwnNamespace(_)) => vec![in_namespace(home(deployment))],
        (BindingKind::RoleBinding, Watch::Namespaces(namespaces)) => {
            namespaces.get().iter().map(in_namespace).collect()
        }
        // `strimzi-cluster-operator` is already the name of a ClusterRoleBinding of its own.
        (BindingKind::RoleBinding, Watch::AllNamespaces(_)) => {
            vec![everywhere(&format!("{}-all-namespaces", binding.name))]
        }
    }
}

fn subject(deployment: &Deployment, installation: Installation) -> Subject {
    Subject {
        kind: "ServiceAccount".to_owned(),
        name: installation.service_account().to_owned(),
        namespace: Some(home(deployment).to_string()),
        api_group: None,
    }
}

fn cluster_wide(shared: &BTreeMap<String, String>, name: &str) -> ObjectMeta {
    ObjectMeta {
        name: Some(name.to_owned()),
        labels: Some(shared.clone()),
        ..ObjectMeta::default()
    }
}
