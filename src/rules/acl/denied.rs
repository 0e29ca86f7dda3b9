//! Warns of an entry that another entry of the same user takes back or repeats.
//!
//! # Why
//! A denial wins over everything that allows the same. A repetition says that one of the two was
//! meant to be something else.
//!
//! # Example
//! `Read` on `orders` both allowed and denied to one user.
//!
//! # Instead
//! Keep one of them.
//!
//! # Source
//! Kafka: `StandardAuthorizer` ("deny" before "allow").

use std::collections::BTreeMap;

use super::entry::{self, Entry};
use crate::{
    finding::{Finding, Outcome},
    model::{
        Deployment,
        acl::{AclType, Operation, Pattern},
        config::ConfigValue,
    },
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new("acl/denied", include_str!("denied.rs"), check);

/// What an operation is allowed on or denied: the user, the kind, the name, its pattern, the host.
type Key<'a> = (
    &'a str,
    &'static str,
    Option<(&'a str, Pattern)>,
    Option<&'a str>,
    Operation,
);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let entries: Vec<Entry<'_>> = entry::all(deployment).collect();
    let mut seen: BTreeMap<Key<'_>, AclType> = BTreeMap::new();
    let mut findings = Vec::new();
    for entry in &entries {
        for (position, operation) in entry.acl.operations.iter().enumerate() {
            let Some(before) = seen.insert(key(entry, *operation), entry.acl.acl_type) else {
                continue;
            };
            let user = entry.user;
            let message = if before == entry.acl.acl_type {
                format!("the user `{user}` has an entry for `{operation}` on this already")
            } else {
                format!(
                    "`{operation}` is both allowed and denied to the user `{user}`, and the denial wins"
                )
            };
            let path = entry.path().key("operations").index(position);
            findings.push(
                RULE.warning(path, message)
                    .outcome(Outcome::Ignored)
                    .help("keep one of the two"),
            );
        }
    }
    findings
}

fn key<'a>(entry: &'a Entry<'_>, operation: Operation) -> Key<'a> {
    let named = entry
        .named()
        .map(|named| (named.name.as_str(), named.pattern));
    let host = entry.acl.host.as_ref().map(ConfigValue::as_str);
    (
        entry.user.as_str(),
        entry::kind(&entry.acl.resource),
        named,
        host,
        operation,
    )
}
