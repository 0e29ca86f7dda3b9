//! Warns of a super user that the model does not have.
//!
//! # Why
//! Kafka compares names only. A misspelt super user has no rights at all, and whoever gets a
//! certificate of that name one day may do everything.
//!
//! # Example
//! `superUsers: [admn]` where the user is called `admin`.
//!
//! # Instead
//! Name a user below `users`; one whose certificate somebody else makes has
//! `authentication: tls-external` there.
//!
//! # Source
//! Strimzi: `KafkaAuthorizationSimple.superUsers`; nothing checks it.

use crate::{
    finding::{Finding, ModelPath, Outcome},
    model::{
        Deployment,
        cluster::Authorization,
        name::{ApplicationName, UserName},
    },
    rules::{rule::Rule, suggestion::Suggestions},
};

pub(super) const RULE: Rule = Rule::new(
    "reference/unknown-super-user",
    include_str!("unknown_super_user.rs"),
    check,
);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let Authorization::Simple(simple) = &deployment.cluster.authorization else {
        return Vec::new();
    };
    let users = deployment.users.keys().map(UserName::as_str);
    let applications = deployment.applications.keys().map(ApplicationName::as_str);
    let mut near = Suggestions::among(users.chain(applications));
    let path = ModelPath::of(&["cluster", "authorization", "simple", "superUsers"]);
    let unknown = simple.super_users.iter().enumerate().filter(|(_, user)| {
        !deployment.users.contains_key(*user)
            && !deployment.applications.contains_key(user.as_str())
    });
    unknown
        .map(|(position, user)| {
            RULE.warning(
                path.index(position),
                format!("the super user `{user}` is not in the model"),
            )
            .outcome(Outcome::Ignored)
            .help(near.help(user.as_str(), "add it below `users`"))
        })
        .collect()
}
