//! What access control lists come to for one user and one resource.

use std::collections::BTreeSet;

use crate::component::kafka_access::Acl;

/// A resource of Kafka, by type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resource {
    /// The cluster itself.
    Cluster,
    /// A topic.
    Topic,
    /// A consumer group.
    Group,
    /// A transactional id.
    TransactionalId,
}

/// The operations that give others with them (Kafka: StandardAuthorizerData, KIP-117).
const IMPLIED: [(&str, &[&str]); 2] = [
    ("DESCRIBE", &["READ", "WRITE", "DELETE", "ALTER"]),
    ("DESCRIBE_CONFIGS", &["ALTER_CONFIGS"]),
];

impl Resource {
    fn constant(self) -> &'static str {
        match self {
            Self::Cluster => "CLUSTER",
            Self::Topic => "TOPIC",
            Self::Group => "GROUP",
            Self::TransactionalId => "TRANSACTIONAL_ID",
        }
    }

    /// Returns every operation there is on such a resource (Kafka: AclEntry.supportedOperations).
    fn operations(self) -> &'static [&'static str] {
        match self {
            Self::Cluster => &[
                "ALTER",
                "ALTER_CONFIGS",
                "CLUSTER_ACTION",
                "CREATE",
                "DESCRIBE",
                "DESCRIBE_CONFIGS",
                "IDEMPOTENT_WRITE",
            ],
            Self::Topic => &[
                "ALTER",
                "ALTER_CONFIGS",
                "CREATE",
                "DELETE",
                "DESCRIBE",
                "DESCRIBE_CONFIGS",
                "READ",
                "WRITE",
            ],
            Self::Group => &["DELETE", "DESCRIBE", "READ"],
            Self::TransactionalId => &["DESCRIBE", "WRITE"],
        }
    }
}

/// Returns the operations on a resource that `acls` allow a user.
#[must_use]
pub fn granted(
    acls: &BTreeSet<Acl>,
    user: &str,
    resource: Resource,
    name: &str,
) -> BTreeSet<String> {
    let matching: Vec<_> = acls
        .iter()
        .filter(|acl| acl.user == user && acl.resource == resource.constant() && names(acl, name))
        .collect();
    let says = |permission: &str, operation: &str| {
        matching.iter().any(|acl| {
            acl.permission == permission && (acl.operation == "ALL" || acl.operation == operation)
        })
    };
    let allows = |operation: &str| {
        let implied = IMPLIED.iter().filter(|(implied, _)| *implied == operation);
        says("allow", operation)
            || implied
                .flat_map(|(_, by)| *by)
                .any(|operation| says("allow", operation))
    };
    let operations = resource.operations().iter();
    operations
        .filter(|operation| allows(operation) && !says("deny", operation))
        .map(|operation| (*operation).to_owned())
        .collect()
}

fn names(acl: &Acl, name: &str) -> bool {
    match &*acl.pattern {
        "PREFIXED" => name.starts_with(&acl.name),
        _ => acl.name == name || acl.name == "*",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn acl(permission: &str, name: &str, pattern: &str, operation: &str) -> Acl {
        Acl {
            user: "u".to_owned(),
            permission: permission.to_owned(),
            resource: "TOPIC".to_owned(),
            name: name.to_owned(),
            pattern: pattern.to_owned(),
            operation: operation.to_owned(),
            host: "*".to_owned(),
        }
    }

    #[test]
    fn writing_implies_describing_and_a_refusal_wins() {
        let acls = BTreeSet::from([
            acl("allow", "a-", "PREFIXED", "WRITE"),
            acl("deny", "a-secret", "LITERAL", "ALL"),
        ]);
        let on = |name| granted(&acls, "u", Resource::Topic, name);
        assert_eq!(on("a-1"), ["DESCRIBE", "WRITE"].map(str::to_owned).into());
        assert!(on("a-secret").is_empty());
        assert!(on("a").is_empty());
        assert!(granted(&acls, "v", Resource::Topic, "a-1").is_empty());
    }
}
