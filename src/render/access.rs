//! What people may do in the namespace: roles, bound to the groups that the model names.
//!
//! No role reads Secrets, opens a shell in a pod, or makes or changes what pods are made of:
//! whoever can do one of these can read every Secret of the namespace, and be any user of Kafka.
//! Only the operator's admins come near it, since the Kafka resource says what brokers mount.

use k8s_openapi::api::rbac::v1::{PolicyRule, Role, RoleBinding, RoleRef, Subject};

use super::{labels, object};
use crate::{
    kubernetes::object::Object,
    model::{Deployment, access::AccessGroup},
};

const SEE: &[&str] = &["get", "list", "watch"];
const CHANGE: &[&str] = &["create", "delete", "patch", "update"];
const ADJUST: &[&str] = &["patch", "update"];

/// Returns the roles that somebody holds, each with its binding.
pub fn objects(deployment: &Deployment) -> Vec<Object> {
    let access = &deployment.access;
    let everybody: Vec<&AccessGroup> = [
        &access.viewers,
        &access.topic_editors,
        &access.user_admins,
        &access.operator_admins,
    ]
    .into_iter()
    .flatten()
    .collect();
    let roles = [
        ("viewer", everybody, viewer()),
        (
            "topic-editor",
            access.topic_editors.iter().collect(),
            vec![rule("kafka.strimzi.io", &["kafkatopics"], CHANGE)],
        ),
        (
            "user-admin",
            access.user_admins.iter().collect(),
            vec![rule("kafka.strimzi.io", &["kafkausers"], CHANGE)],
        ),
        (
            "operator-admin",
            access.operator_admins.iter().collect(),
            operator_admin(),
        ),
    ];
    roles
        .into_iter()
        .filter(|(_, groups, _)| !groups.is_empty())
        .flat_map(|(name, groups, rules)| role(deployment, name, groups, rules))
        .collect()
}

fn role(
    deployment: &Deployment,
    role: &str,
    mut groups: Vec<&AccessGroup>,
    rules: Vec<PolicyRule>,
) -> [Object; 2] {
    groups.sort_unstable();
    groups.dedup();
    let name = format!("{}-{role}", deployment.cluster.name);
    let metadata = labels::metadata(deployment, name.as_str());
    let subjects = groups
        .into_iter()
        .map(|group| Subject {
            kind: "Group".to_owned(),
            name: group.to_string(),
            api_group: Some("rbac.authorization.k8s.io".to_owned()),
            namespace: None,
        })
        .collect();
    [
        object(&Role {
            metadata: metadata.clone(),
            rules: Some(rules),
        }),
        object(&RoleBinding {
            metadata,
            role_ref: RoleRef {
                api_group: "rbac.authorization.k8s.io".to_owned(),
                kind: "Role".to_owned(),
                name,
            },
            subjects: Some(subjects),
        }),
    ]
}

fn rule(group: &str, resources: &[&str], verbs: &[&str]) -> PolicyRule {
    let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    PolicyRule {
        api_groups: Some(vec![group.to_owned()]),
        resources: Some(owned(resources)),
        verbs: owned(verbs),
        ..PolicyRule::default()
    }
}

fn viewer() -> Vec<PolicyRule> {
    let strimzi = [
        "kafkas",
        "kafkanodepools",
        "kafkarebalances",
        "kafkatopics",
        "kafkausers",
    ];
    let core = [
        "configmaps",
        "events",
        "persistentvolumeclaims",
        "pods",
        "pods/log",
        "services",
    ];
    vec![
        rule("kafka.strimzi.io", &strimzi, SEE),
        rule("core.strimzi.io", &["strimzipodsets"], SEE),
        rule("", &core, SEE),
        rule("apps", &["deployments", "replicasets"], SEE),
        rule("batch", &["cronjobs", "jobs"], SEE),
        rule("events.k8s.io", &["events"], SEE),
        rule("networking.k8s.io", &["ingresses", "networkpolicies"], SEE),
        rule("policy", &["poddisruptionbudgets"], SEE),
    ]
}

/// Strimzi restarts a pod that is annotated; deleting one restarts it at once. Whoever changes
/// the Kafka resource is trusted with the whole cluster, its Secrets included, so nobody may
/// make or delete one here.
fn operator_admin() -> Vec<PolicyRule> {
    vec![
        rule("kafka.strimzi.io", &["kafkas", "kafkanodepools"], ADJUST),
        rule("kafka.strimzi.io", &["kafkarebalances"], CHANGE),
        rule("", &["pods"], &["delete", "patch"]),
        rule("", &["pods/eviction"], &["create"]),
        rule("batch", &["jobs"], &["delete"]),
    ]
}
