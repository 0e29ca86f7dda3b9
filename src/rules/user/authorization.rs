//! Refuses access control lists where nothing is refused to anybody.
//!
//! # Why
//! The user operator refuses a user with such lists in a cluster without an authorizer, so they
//! are left out of what is rendered, and everybody may do everything.
//!
//! # Example
//! A user with `acls` while `cluster.authorization` is `none`.
//!
//! # Instead
//! `authorization: simple`, or take the lists away.
//!
//! # Source
//! Strimzi: `KafkaUserModel.validateSimpleAclsSupported`.

use crate::{
    finding::{Finding, ModelPath, Outcome},
    model::{Deployment, cluster::Authorization},
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new(
    "user/authorization",
    include_str!("authorization.rs"),
    check,
);

fn check(deployment: &Deployment) -> Vec<Finding> {
    if let Authorization::Simple(_) = deployment.cluster.authorization {
        return Vec::new();
    }
    let listed = deployment
        .users
        .iter()
        .filter(|(_, user)| !user.acls.is_empty());
    listed
        .map(|(name, _)| {
            let path = ModelPath::of(&["users", name.as_str(), "acls"]);
            RULE.error(path, format!("the user `{name}` has access control lists, and the cluster has no authorization"))
                .outcome(Outcome::Ignored)
                .help("write `authorization: simple` below `cluster`, or take the lists away")
        })
        .collect()
}
