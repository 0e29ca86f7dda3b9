//! The access control lists.

use std::collections::BTreeSet;

use krafka::admin::{
    AclFilter, AclPatternType, AclPermissionType, AclResourceType, AdminClient, DescribeAclsOptions,
};

use super::said;
use crate::observed::{AclEntry, Seen};

pub(super) async fn all(admin: &AdminClient) -> Seen<BTreeSet<AclEntry>> {
    let options = DescribeAclsOptions::default();
    let bindings = admin.describe_acls(AclFilter::all(), options).await;
    let bindings = bindings.map_err(|e| said(&e))?.into_iter();
    Ok(bindings
        .map(|binding| AclEntry {
            principal: binding.principal,
            acl_type: match binding.permission_type {
                AclPermissionType::Allow => "allow".to_owned(),
                AclPermissionType::Deny => "deny".to_owned(),
                other => format!("{other:?}"),
            },
            operation: format!("{:?}", binding.operation),
            resource: resource(binding.resource_type),
            name: binding.resource_name,
            pattern: pattern(binding.pattern_type),
            host: binding.host,
        })
        .collect())
}

/// krafka 0.28.1 takes Kafka's code 3 (`PatternType.LITERAL`) for a prefix and does not know 4
/// (`PREFIXED`); Kafka stores no others. Cargo.toml holds it to this release.
fn pattern(pattern: AclPatternType) -> String {
    match pattern {
        AclPatternType::Prefixed => "literal".to_owned(),
        AclPatternType::Unknown => "prefix".to_owned(),
        other => format!("{other:?}"),
    }
}

fn resource(resource: AclResourceType) -> String {
    match resource {
        AclResourceType::Topic => "topic".to_owned(),
        AclResourceType::Group => "group".to_owned(),
        AclResourceType::Cluster => "cluster".to_owned(),
        AclResourceType::TransactionalId => "transactionalId".to_owned(),
        other => format!("{other:?}"),
    }
}
