//! The access control lists: none missing, none extra.

use std::collections::BTreeSet;

use expectations::{Acl, AclType, Expectations, Pattern};

use super::granted::word;
use crate::{
    observed::{AclEntry, Observed},
    outcome::{Check, Difference},
};

pub(super) fn checks(expected: &Expectations, observed: &Observed) -> Vec<Check> {
    const NAMES: [&str; 2] = ["acl/missing", "acl/extra"];
    if !expected.cluster.authorization {
        let why = "the model has no access control lists";
        return NAMES.map(|name| Check::not_made(name, why)).to_vec();
    }
    let there = match &observed.acls {
        Ok(there) => there,
        Err(why) => {
            let unseen = |name| Check::unseen(name, "the access control lists", why);
            return NAMES.map(unseen).to_vec();
        }
    };
    let wanted = entries(expected);
    let missing = wanted
        .difference(there)
        .map(|entry| Difference::new(entry.to_string(), "this entry", "none"));
    let extra = there
        .difference(&wanted)
        .map(|entry| Difference::new(entry.to_string(), "no such entry", "it is there"));
    let evidence = format!("{} entries", there.len());
    vec![
        Check::of("acl/missing", &*evidence, missing.collect()),
        Check::of("acl/extra", evidence, extra.collect()),
    ]
}

/// Returns what is expected as Kafka stores it: one entry for each operation.
#[must_use]
pub fn entries(expected: &Expectations) -> BTreeSet<AclEntry> {
    let of_user = |user: &'_ expectations::User| -> Vec<AclEntry> {
        let acls = user.acls.iter();
        acls.flat_map(|acl| of_acl(&user.principal, acl)).collect()
    };
    expected.users.iter().flat_map(of_user).collect()
}

fn of_acl(principal: &str, acl: &Acl) -> Vec<AclEntry> {
    let entry = |operation: &expectations::Operation| AclEntry {
        principal: principal.to_owned(),
        acl_type: match acl.acl_type {
            AclType::Allow => "allow",
            AclType::Deny => "deny",
        }
        .to_owned(),
        operation: format!("{operation:?}"),
        resource: word(acl.resource).to_owned(),
        name: acl.name.clone(),
        pattern: match acl.pattern {
            Pattern::Literal => "literal",
            Pattern::Prefix => "prefix",
        }
        .to_owned(),
        host: acl.host.clone(),
    };
    acl.operations.iter().map(entry).collect()
}
