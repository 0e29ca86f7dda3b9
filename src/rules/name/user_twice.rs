//! Refuses a user that is named like an application.
//!
//! # Why
//! Every application has a user of its own name. Two users of one name would be one resource,
//! with the rights of only one of them.
//!
//! # Example
//! `users: {billing: …}` beside `applications: {billing: …}`.
//!
//! # Instead
//! Rename the user. An application gets its rights from what it produces and consumes.
//!
//! # Source
//! A decision of this tool: one KafkaUser for each application.

use crate::{
    finding::{Finding, ModelPath, Outcome},
    model::Deployment,
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new("name/user-twice", include_str!("user_twice.rs"), check);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let users = deployment.users.keys();
    let twice = users.filter(|name| deployment.applications.contains_key(name.as_str()));
    twice
        .map(|name| {
            let path = ModelPath::of(&["users", name.as_str()]);
            RULE.error(
                path,
                format!("the application `{name}` has a user of this name already"),
            )
            .outcome(Outcome::Ignored)
            .help("rename the user")
        })
        .collect()
}
