//! Refuses an entry whose name can match nothing.
//!
//! # Why
//! Without a name the user operator stops. `*` means every name only where it is meant literally:
//! as a prefix it stands for names that begin with an asterisk, which no topic can.
//!
//! # Example
//! `topic: {name: "*", pattern: prefix}`.
//!
//! # Instead
//! `topic: {name: "*"}` for every topic, or a real prefix such as `orders-`.
//!
//! # Source
//! Strimzi: `SimpleAclRule`; tried on 1.2.0: stored as a prefixed `*`, which grants nothing.

use super::entry::{self, Entry};
use crate::{
    finding::{Finding, Outcome},
    model::{Deployment, acl::Pattern},
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new("acl/name", include_str!("name.rs"), check);

fn check(deployment: &Deployment) -> Vec<Finding> {
    entry::all(deployment)
        .filter_map(|entry| judge(&entry))
        .collect()
}

fn judge(entry: &Entry<'_>) -> Option<Finding> {
    let kind = entry::kind(&entry.acl.resource);
    let named = entry.named()?;
    let finding = match (named.name.as_str(), named.pattern) {
        ("", _) => {
            let message = format!("an entry of the user `{}` names no {kind}", entry.user);
            RULE.error(entry.name_path(), message)
                .outcome(Outcome::Refused)
        }
        ("*", Pattern::Prefix) => {
            let message = format!(
                "as a prefix `*` stands for names that begin with an asterisk, and only literally for every {kind}"
            );
            RULE.error(entry.name_path(), message)
                .outcome(Outcome::Ignored)
        }
        _ => return None,
    };
    Some(finding.help("write a name, or the beginning of names with `pattern: prefix`"))
}
