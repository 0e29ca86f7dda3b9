//! The access matrix: who may do what, and why.

use serde::Serialize;

use crate::{
    derive::{
        grant::Target,
        principal::{self, Principal, Right, RightResource},
    },
    model::{
        Deployment,
        acl::{AclType, Operation, Pattern},
    },
};

/// One right of one user.
#[derive(Serialize)]
pub struct Row {
    user: String,
    resource: String,
    operations: String,
    reason: String,
}

/// Returns a row for each right, by user.
pub fn matrix(deployment: &Deployment) -> Vec<Row> {
    principal::all(deployment)
        .iter()
        .flat_map(|user| user.rights.iter().map(|right| row(user, right)))
        .collect()
}

fn row(user: &Principal, right: &Right) -> Row {
    let operations: Vec<&str> = right
        .operations
        .iter()
        .copied()
        .map(Operation::word)
        .collect();
    let operations = operations.join(", ");
    Row {
        user: user.name.to_string(),
        resource: resource(&right.resource),
        operations: match right.acl_type {
            AclType::Allow => operations,
            AclType::Deny => format!("not: {operations}"),
        },
        reason: right.reason.clone(),
    }
}

fn resource(resource: &RightResource) -> String {
    match resource {
        RightResource::Cluster => "the cluster".to_owned(),
        RightResource::Named(target, name, pattern) => {
            let kind = match target {
                Target::Topic => "topic",
                Target::Group => "group",
                Target::TransactionalId => "transactional id",
            };
            match pattern {
                Pattern::Literal => format!("{kind} {name}"),
                Pattern::Prefix => format!("{kind} {name}…"),
            }
        }
    }
}
