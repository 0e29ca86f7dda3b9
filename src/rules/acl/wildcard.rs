//! Warns of an entry that allows more than anybody needs.
//!
//! # Why
//! `*` holds for everything there will ever be, and `All` for operations that Kafka does not have
//! yet. `All` on the cluster makes a super user of anyone who has it.
//!
//! # Example
//! `topic: {name: "*"}` with `operations: [All]`.
//!
//! # Instead
//! The names and operations that are needed, or a prefix that belongs to the user.
//!
//! # Source
//! Kafka: "Authorization and ACLs"; the principle of least privilege.

use super::entry::{self, Entry};
use crate::{
    finding::Finding,
    model::{
        Deployment,
        acl::{AclResource, AclType, Operation, Pattern},
    },
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new("acl/wildcard", include_str!("wildcard.rs"), check);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let allowed = entry::all(deployment).filter(|entry| entry.acl.acl_type == AclType::Allow);
    allowed.filter_map(|entry| judge(&entry)).collect()
}

fn judge(entry: &Entry<'_>) -> Option<Finding> {
    let (user, kind) = (entry.user, entry::kind(&entry.acl.resource));
    let all = entry.acl.operations.contains(&Operation::All);
    let every = entry
        .named()
        .is_some_and(|named| named.name.as_str() == "*" && named.pattern == Pattern::Literal);
    let (path, message) = match (&entry.acl.resource, every, all) {
        (AclResource::Cluster(_), _, true) => (
            entry.path().key("operations"),
            format!("the user `{user}` may do everything with the cluster"),
        ),
        (_, true, true) => (
            entry.name_path(),
            format!("the user `{user}` may do everything with every {kind}"),
        ),
        (_, true, false) => (
            entry.name_path(),
            format!("an entry of the user `{user}` holds for every {kind}"),
        ),
        _ => return None,
    };
    Some(
        RULE.warning(path, message)
            .help("name what is needed, or a prefix that belongs to the user"),
    )
}
