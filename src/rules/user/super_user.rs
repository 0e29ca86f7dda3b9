//! Refuses a super user that has no certificate.
//!
//! # Why
//! Super users are written into the brokers' settings as `User:CN=NAME`, which is what a
//! certificate proves. Someone with a password is `User:NAME`, and is matched by nothing.
//!
//! # Example
//! `superUsers: [admin]` where `admin` has `authentication: scram-sha-512`.
//!
//! # Instead
//! `authentication: tls` or `tls-external`.
//!
//! # Source
//! Strimzi: `KafkaUserModel.getUserName` and `superUsers`; nothing compares them.

use std::collections::BTreeSet;

use crate::{
    finding::{Finding, ModelPath, Outcome},
    model::{Deployment, cluster::Authorization, user::UserAuthentication},
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new("user/super-user", include_str!("super_user.rs"), check);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let Authorization::Simple(simple) = &deployment.cluster.authorization else {
        return Vec::new();
    };
    let supers: BTreeSet<_> = simple.super_users.iter().collect();
    let unmatched = deployment.users.iter().filter(|(name, user)| {
        user.authentication == UserAuthentication::ScramSha512 && supers.contains(name)
    });
    unmatched
        .map(|(name, _)| {
            let path = ModelPath::of(&["users", name.as_str(), "authentication"]);
            RULE.error(path, format!("`CN={name}` is a super user with a certificate, and the user `{name}` has a password"))
                .outcome(Outcome::Ignored)
                .help("write `authentication: tls`")
        })
        .collect()
}
