//! Users, with the rights that follow from what their applications do.

use super::{labels, object};
use crate::{
    derive::{
        grant::Target,
        principal::{self, Principal, Right, RightResource},
        version,
    },
    kubernetes::{
        object::Object,
        strimzi::{
            AclResource, AclRule, Manifest, UserAuthentication, UserAuthorization, UserQuotas,
            UserSpec,
        },
    },
    model::{Deployment, acl::Operation, cluster::Authorization, quantity::Bytes, quota::Percent},
};

/// Returns a resource for each user, by name.
pub fn objects(deployment: &Deployment) -> Vec<Object> {
    let api_version = version::release(deployment).api_version().group_version();
    principal::all(deployment)
        .into_iter()
        .map(|user| {
            let mut metadata = labels::strimzi(deployment, user.name.to_string());
            metadata.annotations = Some(labels::explained(&user.owner, &user.purpose));
            object(&Manifest {
                api_version,
                kind: "KafkaUser",
                metadata,
                spec: spec(deployment, &user),
            })
        })
        .collect()
}

fn spec(deployment: &Deployment, user: &Principal) -> UserSpec {
    UserSpec {
        authentication: UserAuthentication {
            r#type: user.authentication.word(),
        },
        authorization: match deployment.cluster.authorization {
            Authorization::Simple(_) if !user.rights.is_empty() => Some(UserAuthorization {
                r#type: "simple",
                acls: user.rights.iter().map(rule).collect(),
            }),
            Authorization::Simple(_) | Authorization::None(_) => None,
        },
        quotas: quotas(user),
    }
}

fn rule(right: &Right) -> AclRule {
    let resource = match &right.resource {
        RightResource::Cluster => AclResource {
            r#type: "cluster",
            name: None,
            pattern_type: None,
        },
        RightResource::Named(target, name, pattern) => AclResource {
            r#type: match target {
                Target::Topic => "topic",
                Target::Group => "group",
                Target::TransactionalId => "transactionalId",
            },
            name: Some(name.clone()),
            pattern_type: Some(pattern.word()),
        },
    };
    AclRule {
        r#type: right.acl_type.word(),
        resource,
        operations: right
            .operations
            .iter()
            .copied()
            .map(Operation::word)
            .collect(),
        host: right.host.clone(),
    }
}

fn quotas(user: &Principal) -> Option<UserQuotas> {
    (!user.quotas.is_empty()).then(|| UserQuotas {
        producer_byte_rate: user.quotas.producer_rate.as_ref().map(Bytes::get),
        consumer_byte_rate: user.quotas.consumer_rate.as_ref().map(Bytes::get),
        request_percentage: user.quotas.request_percent.map(Percent::get),
    })
}
