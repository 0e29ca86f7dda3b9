//! Strimzi's kinds: small structs with the fields that we render, and no other.
//!
//! The generated crates for these kinds know one API version, take a minute to build and lack
//! what older releases had; these are proved against the real CRDs of each release instead.

mod kafka;
mod listener;
mod node_pool;
mod topic;
mod user;

use k8s_openapi::{
    api::core::v1::{
        Affinity, LocalObjectReference, ResourceRequirements, Toleration, TopologySpreadConstraint,
    },
    apimachinery::pkg::apis::meta::v1::ObjectMeta,
};
use serde::Serialize;

pub use self::{
    kafka::{
        Authorization, CertificateAuthority, ConfigMapKeyRef, ConfigMapSource, CruiseControl,
        EntityOperator, EntityTemplate, Exporter, Kafka, KafkaSpec, Logging, MetricsConfig, Rack,
        SubOperator,
    },
    listener::{Bootstrap, Broker, Listener, ListenerAuthentication, ListenerConfiguration},
    node_pool::{JvmOptions, NodePoolSpec, NodePoolTemplate, Storage, Volume},
    topic::TopicSpec,
    user::{AclResource, AclRule, UserAuthentication, UserAuthorization, UserQuotas, UserSpec},
};

/// A resource of one of Strimzi's kinds.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Manifest<S> {
    /// The group and version, such as `kafka.strimzi.io/v1beta2`.
    pub api_version: &'static str,
    /// The kind, such as `KafkaTopic`.
    pub kind: &'static str,
    /// The name and what is attached to it.
    pub metadata: ObjectMeta,
    /// What is wanted.
    pub spec: S,
}

/// A template whose only part is that of the pods.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PodOnlyTemplate {
    /// How the pods are made.
    pub pod: PodTemplate,
}

/// How Strimzi makes pods. It has no security context: one of ours would replace Strimzi's own
/// whole, `fsGroup` included.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct PodTemplate {
    /// Credentials for the image registry.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub image_pull_secrets: Vec<LocalObjectReference>,
    /// Which nodes it may run on, and away from which pods.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub affinity: Option<Affinity>,
    /// Which taints it tolerates.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tolerations: Vec<Toleration>,
    /// How it is spread.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub topology_spread_constraints: Vec<TopologySpreadConstraint>,
    /// Its priority.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority_class_name: Option<String>,
}

impl PodTemplate {
    /// Returns the template, or nothing if it says nothing.
    #[must_use]
    pub fn unless_empty(self) -> Option<Self> {
        (self != Self::default()).then_some(self)
    }
}

/// What a container asks for and may use at most.
pub type Resources = ResourceRequirements;
