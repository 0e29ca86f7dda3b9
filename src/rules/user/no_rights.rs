//! Warns of a user that may do nothing.
//!
//! # Why
//! It can connect, and every request is refused.
//!
//! # Example
//! A user without `acls` that is no super user.
//!
//! # Instead
//! Give it the rights that it needs, name it in `superUsers`, or take it away.
//!
//! # Source
//! Kafka: `StandardAuthorizer` refuses what no list allows.

use crate::{
    finding::{Finding, ModelPath, Outcome},
    model::{Deployment, acl::AclType, cluster::Authorization},
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new("user/no-rights", include_str!("no_rights.rs"), check);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let Authorization::Simple(simple) = &deployment.cluster.authorization else {
        return Vec::new();
    };
    let users = deployment.users.iter();
    let idle = users.filter(|(name, user)| {
        !user.acls.iter().any(|acl| acl.acl_type == AclType::Allow)
            && !simple.super_users.contains(name)
    });
    idle.map(|(name, _)| {
        let path = ModelPath::of(&["users", name.as_str()]);
        RULE.warning(path, format!("nothing is allowed to the user `{name}`"))
            .outcome(Outcome::FailsLater)
            .help("give it `acls`, name it in `cluster.authorization.simple.superUsers`, or take it away")
    })
    .collect()
}
