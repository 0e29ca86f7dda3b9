//! What is expected of a user.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Acl, Quotas};

/// A user: what it may do, and how much.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct User {
    /// Its name in Kafka, such as `User:CN=chat-event-producer`.
    pub principal: String,
    /// How it proves who it is.
    pub authentication: UserAuthentication,
    /// Its entries of the access control lists; it has no others.
    pub acls: Vec<Acl>,
    /// Its quotas; it has no others.
    pub quotas: Quotas,
}

/// How a user proves who it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum UserAuthentication {
    /// With a certificate that Strimzi makes.
    Tls,
    /// With a certificate that somebody else makes.
    TlsExternal,
    /// With a password (SASL SCRAM-SHA-512).
    #[serde(rename = "scram-sha-512")]
    ScramSha512,
}
