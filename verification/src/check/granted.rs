//! What entries of the access control lists come to for one user and one resource, as Kafka's
//! `StandardAuthorizer` decides it.

use std::collections::BTreeSet;

use expectations::Resource;

use crate::observed::AclEntry;

/// The operations that give others with them (KIP-117, KIP-290).
const IMPLIED: [(&str, &[&str]); 2] = [
    ("Describe", &["Read", "Write", "Delete", "Alter"]),
    ("DescribeConfigs", &["AlterConfigs"]),
];

/// The entries that count for everyone.
const EVERYONE: &str = "User:*";

/// Returns whether an entry counts for `principal`.
pub(super) fn is_for(entry: &AclEntry, principal: &str) -> bool {
    entry.principal == principal || entry.principal == EVERYONE
}

/// Kafka's name of a type of resource in the entries.
pub(super) const fn word(resource: Resource) -> &'static str {
    match resource {
        Resource::Cluster => "cluster",
        Resource::Topic => "topic",
        Resource::Group => "group",
        Resource::TransactionalId => "transactionalId",
    }
}

/// Returns the operations there are on such a resource in every release.
pub(super) const fn operations(resource: Resource) -> &'static [&'static str] {
    match resource {
        Resource::Cluster => &[
            "Alter",
            "AlterConfigs",
            "ClusterAction",
            "Create",
            "Describe",
            "DescribeConfigs",
            "IdempotentWrite",
        ],
        Resource::Topic => &[
            "Alter",
            "AlterConfigs",
            "Create",
            "Delete",
            "Describe",
            "DescribeConfigs",
            "Read",
            "Write",
        ],
        Resource::Group => &["Delete", "Describe", "Read"],
        Resource::TransactionalId => &["Describe", "Write"],
    }
}

/// Returns what `entries` let `principal` do with a resource, from wherever it comes.
pub(super) fn granted(
    entries: &BTreeSet<AclEntry>,
    principal: &str,
    resource: Resource,
    name: &str,
) -> BTreeSet<String> {
    let matching: Vec<_> = entries
        .iter()
        .filter(|entry| is_for(entry, principal) && entry.resource == word(resource))
        .filter(|entry| names(entry, name))
        .collect();
    let says = |acl_type: &str, operation: &str| {
        matching.iter().any(|entry| {
            entry.acl_type == acl_type && (entry.operation == "All" || entry.operation == operation)
        })
    };
    let allows = |operation: &str| {
        let by = IMPLIED.iter().filter(|(implied, _)| *implied == operation);
        let mut by = by.flat_map(|(_, by)| *by);
        says("allow", operation) || by.any(|own| says("allow", own))
    };
    let operations = operations(resource).iter();
    operations
        .filter(|operation| allows(operation) && !says("deny", operation))
        .map(|operation| (*operation).to_owned())
        .collect()
}

fn names(entry: &AclEntry, name: &str) -> bool {
    match entry.pattern.as_str() {
        "prefix" => name.starts_with(&entry.name),
        _ => entry.name == name || entry.name == "*",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(principal: &str, acl_type: &str, name: &str, pattern: &str) -> AclEntry {
        AclEntry {
            principal: principal.to_owned(),
            acl_type: acl_type.to_owned(),
            operation: "Write".to_owned(),
            resource: "topic".to_owned(),
            name: name.to_owned(),
            pattern: pattern.to_owned(),
            host: "*".to_owned(),
        }
    }

    #[test]
    fn what_is_denied_stays_denied_and_everyone_is_meant_too() {
        let entries = BTreeSet::from([
            entry("User:CN=a", "allow", "shop-", "prefix"),
            entry("User:*", "deny", "shop-secret", "literal"),
        ]);
        let on = |name| {
            let found = granted(&entries, "User:CN=a", Resource::Topic, name);
            found.into_iter().collect::<Vec<_>>().join(" ")
        };
        assert_eq!(on("shop-orders"), "Describe Write");
        // A denied right to write leaves the right to describe that came with it.
        assert_eq!(on("shop-secret"), "Describe");
        assert_eq!(on("other"), "");
    }
}
