//! What the verification's user may do: see everything, and try things under its own name.

use super::principal::{Right, RightResource};
use crate::{
    derive::grant::Target,
    model::{
        acl::{AclType, Operation, Pattern},
        verification::Verification,
    },
};

/// Returns the beginning of the names of the topics, groups and transactions it tries things with.
#[must_use]
pub fn prefix(verification: &Verification) -> String {
    format!("{}-", verification.name)
}

/// Returns what the verification's user may do.
#[must_use]
pub fn rights(verification: &Verification) -> Vec<Right> {
    use Operation::{Create, Delete, Describe, DescribeConfigs, Read, Write};
    let every = |target| RightResource::Named(target, "*".to_owned(), Pattern::Literal);
    let own = |target| RightResource::Named(target, prefix(verification), Pattern::Prefix);
    let trial = "it writes and reads records of its own and takes them away";
    vec![
        right(
            RightResource::Cluster,
            &[Describe, DescribeConfigs],
            "it compares brokers, access control lists and quotas with the model",
        ),
        right(
            every(Target::Topic),
            &[Describe, DescribeConfigs],
            "it compares topics with the model",
        ),
        right(
            every(Target::Group),
            &[Describe],
            "it compares consumer groups with the model",
        ),
        right(
            own(Target::Topic),
            &[Read, Write, Create, Delete, Describe],
            trial,
        ),
        right(own(Target::Group), &[Read, Delete, Describe], trial),
        right(own(Target::TransactionalId), &[Write, Describe], trial),
    ]
}

fn right(resource: RightResource, operations: &[Operation], reason: &str) -> Right {
    Right {
        resource,
        operations: operations.to_vec(),
        acl_type: AclType::Allow,
        host: None,
        reason: reason.to_owned(),
    }
}
