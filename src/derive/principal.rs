//! Users: one for each application, and those written by hand, with the rights of each.

use crate::{
    derive::{
        grant::{self, Grant, Target},
        kafka_ui, schema_registry, verification,
    },
    model::{
        Deployment,
        acl::{Acl, AclResource, AclType, Named, Operation, Pattern},
        name::{ServiceName, UserName},
        prose::{Owner, Sentence},
        quota::Quotas,
        user::UserAuthentication,
    },
};

/// A user of the cluster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principal {
    /// Its name; also the name of its Secret.
    pub name: UserName,
    /// Who answers for it.
    pub owner: Owner,
    /// What it is for.
    pub purpose: Sentence,
    /// How it proves who it is.
    pub authentication: UserAuthentication,
    /// What it may do.
    pub rights: Vec<Right>,
    /// How much it may take.
    pub quotas: Quotas,
}

/// One entry of a user's access control list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Right {
    /// What it is about.
    pub resource: RightResource,
    /// What may be done, or may not.
    pub operations: Vec<Operation>,
    /// Whether it allows or denies.
    pub acl_type: AclType,
    /// The host it counts for; every host where nothing is said.
    pub host: Option<String>,
    /// Why it is there.
    pub reason: String,
}

/// What a right is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RightResource {
    /// Topics, groups or transactional ids of a name or with its beginning.
    Named(Target, String, Pattern),
    /// The cluster.
    Cluster,
}

impl Principal {
    /// Returns the name that Kafka's authorizer knows it by (Strimzi: `KafkaUserModel`).
    #[must_use]
    pub fn kafka_name(&self) -> String {
        match self.authentication {
            UserAuthentication::Tls | UserAuthentication::TlsExternal => {
                format!("User:CN={}", self.name)
            }
            UserAuthentication::ScramSha512 => format!("User:{}", self.name),
        }
    }
}

/// Returns every user of the deployment, by name: those of applications, of components and those
/// written by hand. A user written by hand hides another of the same name; the rule
/// `name/user-twice` refuses that.
#[must_use]
pub fn all(deployment: &Deployment) -> Vec<Principal> {
    let mut principals: Vec<Principal> = of_applications(deployment)
        .chain(of_components(deployment))
        .filter(|principal| !deployment.users.contains_key(&principal.name))
        .collect();
    principals.extend(deployment.users.iter().map(|(name, user)| Principal {
        name: name.clone(),
        owner: user.owner.clone(),
        purpose: user.purpose.clone(),
        authentication: user.authentication,
        rights: user.acls.iter().map(written).collect(),
        quotas: user.quotas.clone(),
    }));
    principals.sort_by(|a, b| a.name.cmp(&b.name));
    principals
}

fn of_applications(deployment: &Deployment) -> impl Iterator<Item = Principal> {
    deployment
        .applications
        .iter()
        .filter_map(|(name, application)| {
            Some(Principal {
                name: UserName::new(name.as_str()).ok()?,
                owner: application.owner.clone(),
                purpose: application.purpose.clone(),
                authentication: UserAuthentication::Tls,
                rights: grant::of_application(name, application)
                    .into_iter()
                    .map(right)
                    .collect(),
                quotas: application.quotas.clone(),
            })
        })
}

fn of_components(deployment: &Deployment) -> impl Iterator<Item = Principal> {
    let registry = deployment.schema_registry.as_ref().and_then(|registry| {
        let rights = schema_registry::rights(registry);
        let purpose = "Keeps the schemas of the topics";
        component(&registry.name, &registry.owner, purpose, rights)
    });
    let ui = deployment.kafka_ui.as_ref().and_then(|ui| {
        let rights = kafka_ui::rights(deployment, ui);
        let purpose = "Shows people topics, consumer groups and schemas";
        component(&ui.name, &ui.owner, purpose, rights)
    });
    let verification = deployment.verification.as_ref().and_then(|verification| {
        let rights = verification::rights(verification);
        let purpose = "Compares the running cluster with the model";
        let quotas = verification.quotas.clone();
        let user = component(&verification.name, &verification.owner, purpose, rights)?;
        Some(Principal { quotas, ..user })
    });
    [registry, ui, verification].into_iter().flatten()
}

fn component(
    name: &ServiceName,
    owner: &Owner,
    purpose: &str,
    rights: Vec<Right>,
) -> Option<Principal> {
    Some(Principal {
        name: UserName::new(name.as_str()).ok()?,
        owner: owner.clone(),
        purpose: Sentence::new(purpose).ok()?,
        authentication: UserAuthentication::Tls,
        rights,
        quotas: Quotas::unlimited(),
    })
}

fn right(grant: Grant) -> Right {
    Right {
        resource: RightResource::Named(grant.target, grant.name, grant.pattern),
        operations: grant.operations,
        acl_type: AclType::Allow,
        host: None,
        reason: grant.reason,
    }
}

fn written(acl: &Acl) -> Right {
    let named =
        |target, named: &Named| RightResource::Named(target, named.name.to_string(), named.pattern);
    Right {
        resource: match &acl.resource {
            AclResource::Topic(name) => named(Target::Topic, name),
            AclResource::Group(name) => named(Target::Group, name),
            AclResource::TransactionalId(name) => named(Target::TransactionalId, name),
            AclResource::Cluster(_) => RightResource::Cluster,
        },
        operations: acl.operations.clone(),
        acl_type: acl.acl_type,
        host: acl.host.as_ref().map(ToString::to_string),
        reason: acl.reason.to_string(),
    }
}
