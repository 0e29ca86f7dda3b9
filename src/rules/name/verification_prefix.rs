//! Refuses a topic that begins like those which the verification makes and deletes.
//!
//! # Why
//! The verification tries things with topics of its own and takes them away again. Its user may
//! delete every topic that begins with its name.
//!
//! # Example
//! A topic `kafka-verification-results`.
//!
//! # Instead
//! Rename the topic, or the verification.
//!
//! # Source
//! A decision of this tool on the rights of the verification's user.

use std::ops::Bound;

use crate::{
    derive::verification,
    finding::{Finding, ModelPath, Outcome},
    model::Deployment,
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new(
    "name/verification-prefix",
    include_str!("verification_prefix.rs"),
    check,
);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let Some(prefix) = deployment.verification.as_ref().map(verification::prefix) else {
        return Vec::new();
    };
    let from = (Bound::Included(prefix.as_str()), Bound::Unbounded);
    let behind = deployment.topics.range::<str, _>(from);
    let hit = behind
        .map(|(name, _)| name)
        .take_while(|name| name.as_str().starts_with(&prefix));
    hit.map(|name| {
        let path = ModelPath::of(&["topics", name.as_str()]);
        RULE.error(path, format!("the verification may delete every topic that begins with `{prefix}`, and `{name}` does"))
            .outcome(Outcome::FailsLater)
            .help("rename the topic, or the verification")
    })
    .collect()
}
