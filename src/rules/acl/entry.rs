//! The entries that people wrote, each with its place.

use crate::{
    finding::ModelPath,
    model::{
        Deployment,
        acl::{Acl, AclResource, Named},
        name::UserName,
    },
};

/// An entry of a user's access control list.
pub(super) struct Entry<'a> {
    /// The user.
    pub(super) user: &'a UserName,
    /// The entry.
    pub(super) acl: &'a Acl,
    position: usize,
}

impl Entry<'_> {
    /// Returns where the entry is written.
    pub(super) fn path(&self) -> ModelPath {
        ModelPath::of(&["users", self.user.as_str(), "acls"]).index(self.position)
    }

    /// Returns where the name of its resource is written.
    pub(super) fn name_path(&self) -> ModelPath {
        self.path()
            .key("resource")
            .key(kind(&self.acl.resource))
            .key("name")
    }

    /// Returns the name of its resource; none for the cluster.
    pub(super) fn named(&self) -> Option<&Named> {
        match &self.acl.resource {
            AclResource::Topic(named)
            | AclResource::Group(named)
            | AclResource::TransactionalId(named) => Some(named),
            AclResource::Cluster(_) => None,
        }
    }
}

/// Returns every entry of every user.
pub(super) fn all(deployment: &Deployment) -> impl Iterator<Item = Entry<'_>> {
    deployment.users.iter().flat_map(|(user, written)| {
        let entries = written.acls.iter().enumerate();
        entries.map(move |(position, acl)| Entry {
            user,
            acl,
            position,
        })
    })
}

/// Returns the word that a model names the kind of a resource with.
pub(super) const fn kind(resource: &AclResource) -> &'static str {
    match resource {
        AclResource::Topic(_) => "topic",
        AclResource::Group(_) => "group",
        AclResource::TransactionalId(_) => "transactionalId",
        AclResource::Cluster(_) => "cluster",
    }
}
