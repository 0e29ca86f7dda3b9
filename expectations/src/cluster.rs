//! What is expected of the cluster as a whole.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The cluster: its nodes, versions, listeners and the configuration of its brokers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Cluster {
    /// The name of the Kafka resource.
    pub name: String,
    /// The Kafka version, such as `3.7.0`.
    pub kafka_version: String,
    /// The metadata version, such as `3.7-IV4`.
    pub metadata_version: String,
    /// The ids of the brokers, in order.
    pub brokers: Vec<u32>,
    /// The ids of the controllers that vote, in order.
    pub controllers: Vec<u32>,
    /// Whether every broker must say which rack it is in.
    pub racks: bool,
    /// The listeners, by name.
    pub listeners: Vec<Listener>,
    /// What the model says of the brokers' configuration.
    pub config: BTreeMap<String, String>,
    /// Whether access control lists decide what a user may do.
    pub authorization: bool,
}

/// A listener.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Listener {
    /// Its name in the model.
    pub name: String,
    /// Its port.
    pub port: u16,
    /// Whether it is encrypted.
    pub tls: bool,
    /// How clients prove who they are.
    pub authentication: ListenerAuthentication,
    /// Where a client of this Kubernetes cluster finds it: `host:port`.
    pub bootstrap: Option<String>,
}

/// How clients of a listener prove who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ListenerAuthentication {
    /// Not at all: every client is `User:ANONYMOUS`.
    None,
    /// With a certificate (mutual TLS).
    Tls,
    /// With a password (SASL SCRAM-SHA-512).
    #[serde(rename = "scram-sha-512")]
    ScramSha512,
}
