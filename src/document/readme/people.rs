//! Which groups of people hold which role in the namespace.

use serde::Serialize;

use crate::model::{Deployment, access::AccessGroup};

/// A role that somebody holds.
#[derive(Serialize)]
pub struct Role {
    title: &'static str,
    groups: String,
    may: &'static str,
}

/// Returns a row for each role that somebody holds.
pub fn people(deployment: &Deployment) -> Vec<Role> {
    let access = &deployment.access;
    let roles = [
        (
            "viewer",
            &access.viewers,
            "sees the cluster, its topics and users, pods, events and logs",
        ),
        (
            "topic editor",
            &access.topic_editors,
            "is a viewer, and changes topics",
        ),
        (
            "user admin",
            &access.user_admins,
            "is a viewer, and changes users and their rights",
        ),
        (
            "operator admin",
            &access.operator_admins,
            "is a viewer, changes the cluster and its node pools, and restarts pods",
        ),
    ];
    roles
        .into_iter()
        .filter(|(_, groups, _)| !groups.is_empty())
        .map(|(title, groups, may)| Role {
            title,
            groups: joined(groups),
            may,
        })
        .collect()
}

fn joined(groups: &[AccessGroup]) -> String {
    let names: Vec<&str> = groups.iter().map(AccessGroup::as_str).collect();
    names.join(", ")
}
