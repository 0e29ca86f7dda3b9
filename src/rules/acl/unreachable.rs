//! Warns of an entry about a topic that does not exist.
//!
//! # Why
//! It allows nothing today, and something unexpected on the day when somebody makes a topic of
//! that name.
//!
//! # Example
//! `topic: {name: order}` where the topic is called `orders`.
//!
//! # Instead
//! Name a topic below `topics`, or a prefix that one of them has. Where another tool makes the
//! topic, waive this with that reason.
//!
//! # Source
//! A decision of this tool: Kafka keeps entries for topics that do not exist.

use std::ops::Bound;

use super::entry;
use crate::{
    finding::{Finding, Outcome},
    model::{
        Deployment,
        acl::{AclResource, Named, Operation, Pattern},
        name::TopicName,
    },
    rules::{rule::Rule, suggestion::Suggestions},
};

pub(super) const RULE: Rule = Rule::new("acl/unreachable", include_str!("unreachable.rs"), check);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let mut near = Suggestions::among(deployment.topics.keys().map(TopicName::as_str));
    let mut findings = Vec::new();
    for entry in entry::all(deployment) {
        let AclResource::Topic(named) = &entry.acl.resource else {
            continue;
        };
        if entry.acl.operations.contains(&Operation::Create) || reaches(deployment, named) {
            continue;
        }
        let name = &named.name;
        let message = match named.pattern {
            Pattern::Literal => format!(
                "an entry of the user `{}` is about the topic `{name}`, which is not in the model",
                entry.user
            ),
            Pattern::Prefix => format!(
                "an entry of the user `{}` is about topics that begin with `{name}`, and there are none",
                entry.user
            ),
        };
        let help = near.help(name.as_str(), "name a topic of the model");
        findings.push(
            RULE.warning(entry.name_path(), message)
                .outcome(Outcome::Ignored)
                .help(help),
        );
    }
    findings
}

fn reaches(deployment: &Deployment, named: &Named) -> bool {
    let name = named.name.as_str();
    // What can match nothing at all is the business of `acl/name`.
    if matches!(name, "" | "*") {
        return true;
    }
    match named.pattern {
        Pattern::Literal => deployment.topics.contains_key(name),
        Pattern::Prefix => {
            let from = (Bound::Included(name), Bound::Unbounded);
            let mut behind = deployment.topics.range::<str, _>(from);
            behind
                .next()
                .is_some_and(|(topic, _)| topic.as_str().starts_with(name))
        }
    }
}
