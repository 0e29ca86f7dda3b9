//! The grants of an installation.

use serde::Deserialize;

/// Whether a role is granted in a namespace or everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum BindingKind {
    /// In the namespace of the operator or, repeated, in every watched one.
    RoleBinding,
    /// In the whole cluster.
    ClusterRoleBinding,
}

/// The grant of a cluster role to the service account of the operator.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Binding {
    /// Where the role is granted.
    pub kind: BindingKind,
    /// The name of the binding.
    pub name: String,
    /// The name of the cluster role.
    pub role: String,
}
