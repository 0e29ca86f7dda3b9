//! What the verification's own user may do with the cluster, as the authorizer tells it.
//!
//! Its rights are part of the model as everyone's, so that one more than expected shows that
//! something lets users in whom no list names: a super user, `allow.everyone.if.no.acl.found`.

use std::collections::BTreeSet;

use expectations::{AclType, Expectations, Resource};

use super::listed;
use crate::{
    observed::Observed,
    outcome::{Check, Difference},
};

pub(super) fn check(
    expected: &Expectations,
    observed: &Observed,
    principal: Option<&str>,
) -> Check {
    const NAME: &str = "rights/cluster";
    if !expected.cluster.authorization {
        return Check::not_made(NAME, "the model has no access control lists");
    }
    let Some(principal) = principal else {
        return Check::not_made(
            NAME,
            "it was not said whom the cluster takes this client for",
        );
    };
    let Some(user) = expected
        .users
        .iter()
        .find(|user| user.principal == principal)
    else {
        return Check::not_made(NAME, format!("the model has no user {principal}"));
    };
    let there = match &observed.own_operations {
        Ok(there) => there,
        Err(why) => return Check::not_made(NAME, why),
    };
    let on_cluster = user
        .acls
        .iter()
        .filter(|acl| acl.resource == Resource::Cluster);
    let allowed = on_cluster.filter(|acl| acl.acl_type == AclType::Allow);
    let wanted: BTreeSet<String> = allowed
        .flat_map(|acl| &acl.operations)
        .map(|operation| format!("{operation:?}"))
        .collect();
    let mut found = Vec::new();
    if wanted != *there {
        let thing = format!("what {principal} may do with the cluster");
        found.push(Difference::new(thing, listed(&wanted), listed(there)));
    }
    Check::of(NAME, listed(there), found)
}
