//! Warns of an application that neither produces nor consumes.
//!
//! # Why
//! It gets a user, a certificate and a place in the documents, and may do nothing.
//!
//! # Example
//! An application without `produces` and `consumes`.
//!
//! # Instead
//! Say what it does, or take it away.
//!
//! # Source
//! A decision of this tool: rights follow from what an application does.

use crate::{
    finding::{Finding, ModelPath},
    model::Deployment,
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new("client/idle", include_str!("idle.rs"), check);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let applications = deployment.applications.iter();
    let idle = applications.filter(|(_, application)| {
        application.produces.is_empty() && application.consumes.is_empty()
    });
    idle.map(|(name, _)| {
        let path = ModelPath::of(&["applications", name.as_str()]);
        RULE.warning(
            path,
            format!("the application `{name}` neither produces nor consumes"),
        )
        .help("say what it does in `produces` and `consumes`, or take it away")
    })
    .collect()
}
