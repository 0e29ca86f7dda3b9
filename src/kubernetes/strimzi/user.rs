//! The `KafkaUser` resource.

use serde::Serialize;

/// `KafkaUser.spec`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UserSpec {
    /// How it proves who it is.
    pub authentication: UserAuthentication,
    /// What it may do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authorization: Option<UserAuthorization>,
    /// How much it may take.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quotas: Option<UserQuotas>,
}

/// `KafkaUser.spec.authentication`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UserAuthentication {
    /// `tls`, `tls-external` or `scram-sha-512`.
    pub r#type: &'static str,
}

/// `KafkaUser.spec.authorization`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UserAuthorization {
    /// `simple`.
    pub r#type: &'static str,
    /// The entries.
    pub acls: Vec<AclRule>,
}

/// An entry of the access control list. It names `operations`, which every release reads;
/// `operation` is gone in v1.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AclRule {
    /// `allow` or `deny`.
    pub r#type: &'static str,
    /// What it is about.
    pub resource: AclResource,
    /// What may be done.
    pub operations: Vec<&'static str>,
    /// The host it counts for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
}

/// What an entry is about.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct AclResource {
    /// `topic`, `group`, `transactionalId` or `cluster`.
    pub r#type: &'static str,
    /// The name; a cluster has none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// `literal` or `prefix`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pattern_type: Option<&'static str>,
}

/// `KafkaUser.spec.quotas`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct UserQuotas {
    /// Bytes per second written to each broker.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub producer_byte_rate: Option<u64>,
    /// Bytes per second read from each broker.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consumer_byte_rate: Option<u64>,
    /// Percent of request threads.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request_percentage: Option<u32>,
}
