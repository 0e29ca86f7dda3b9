//! What the model expects of the users: what they may do, and how much.

use ::expectations::{self as contract, Acl, Quotas, Resource, User};

use crate::{
    derive::{
        grant::Target,
        principal::{self, Principal, Right, RightResource},
    },
    model::{
        Deployment,
        acl::{AclType, Operation, Pattern},
        cluster::Authorization,
        quantity::Bytes,
        quota::Percent,
        user::UserAuthentication,
    },
};

/// Returns what is expected of each user.
pub fn expected(deployment: &Deployment) -> Vec<User> {
    let authorized = matches!(deployment.cluster.authorization, Authorization::Simple(_));
    principal::all(deployment)
        .iter()
        .map(|user| {
            let rights = if authorized { &user.rights[..] } else { &[] };
            User {
                principal: user.kafka_name(),
                authentication: authentication(user.authentication),
                acls: rights.iter().map(acl).collect(),
                quotas: quotas(user),
            }
        })
        .collect()
}

fn acl(right: &Right) -> Acl {
    let (resource, name, pattern) = match &right.resource {
        RightResource::Cluster => (Resource::Cluster, "kafka-cluster", Pattern::Literal),
        RightResource::Named(target, name, pattern) => (resource(*target), &**name, *pattern),
    };
    Acl {
        acl_type: match right.acl_type {
            AclType::Allow => contract::AclType::Allow,
            AclType::Deny => contract::AclType::Deny,
        },
        resource,
        name: name.to_owned(),
        pattern: match pattern {
            Pattern::Literal => contract::Pattern::Literal,
            Pattern::Prefix => contract::Pattern::Prefix,
        },
        operations: right.operations.iter().copied().map(operation).collect(),
        host: right.host.clone().unwrap_or_else(|| "*".to_owned()),
    }
}

fn resource(target: Target) -> Resource {
    match target {
        Target::Topic => Resource::Topic,
        Target::Group => Resource::Group,
        Target::TransactionalId => Resource::TransactionalId,
    }
}

fn operation(operation: Operation) -> contract::Operation {
    match operation {
        Operation::Read => contract::Operation::Read,
        Operation::Write => contract::Operation::Write,
        Operation::Create => contract::Operation::Create,
        Operation::Delete => contract::Operation::Delete,
        Operation::Alter => contract::Operation::Alter,
        Operation::Describe => contract::Operation::Describe,
        Operation::ClusterAction => contract::Operation::ClusterAction,
        Operation::AlterConfigs => contract::Operation::AlterConfigs,
        Operation::DescribeConfigs => contract::Operation::DescribeConfigs,
        Operation::IdempotentWrite => contract::Operation::IdempotentWrite,
        Operation::All => contract::Operation::All,
    }
}

fn authentication(kind: UserAuthentication) -> contract::UserAuthentication {
    match kind {
        UserAuthentication::Tls => contract::UserAuthentication::Tls,
        UserAuthentication::TlsExternal => contract::UserAuthentication::TlsExternal,
        UserAuthentication::ScramSha512 => contract::UserAuthentication::ScramSha512,
    }
}

fn quotas(user: &Principal) -> Quotas {
    Quotas {
        producer_byte_rate: user.quotas.producer_rate.as_ref().map(Bytes::get),
        consumer_byte_rate: user.quotas.consumer_rate.as_ref().map(Bytes::get),
        request_percentage: user.quotas.request_percent.map(Percent::get).map(u64::from),
    }
}
