//! Listeners of a `Kafka` resource.

use std::collections::BTreeMap;

use k8s_openapi::api::networking::v1::NetworkPolicyPeer;
use serde::Serialize;

/// An item of `Kafka.spec.kafka.listeners`.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Listener {
    /// Its name.
    pub name: String,
    /// Its port.
    pub port: u16,
    /// Who can reach it.
    pub r#type: &'static str,
    /// Whether it is encrypted.
    pub tls: bool,
    /// How clients prove who they are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authentication: Option<ListenerAuthentication>,
    /// What depends on its type.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub configuration: Option<ListenerConfiguration>,
    /// Who may come in; Strimzi opens a listener without it to everybody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub network_policy_peers: Option<Vec<NetworkPolicyPeer>>,
}

/// `authentication` of a listener.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ListenerAuthentication {
    /// `tls` or `scram-sha-512`.
    pub r#type: &'static str,
}

/// `configuration` of a listener.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ListenerConfiguration {
    /// The class of load balancer or ingress.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub class: Option<String>,
    /// `Local` keeps traffic on the node that received it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub external_traffic_policy: Option<&'static str>,
    /// The only addresses that may come in through a load balancer.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub load_balancer_source_ranges: Vec<String>,
    /// The bootstrap Service, ingress or route.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bootstrap: Option<Bootstrap>,
    /// Those of each broker.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub brokers: Vec<Broker>,
}

/// `bootstrap` of a listener's configuration.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Bootstrap {
    /// Its host.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
    /// Its port on every node.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node_port: Option<u16>,
    /// Further names in the certificates.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub alternative_names: Vec<String>,
    /// Annotations of its Service or ingress.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub annotations: BTreeMap<String, String>,
}

/// An item of `brokers` of a listener's configuration.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Broker {
    /// The id of the node.
    pub broker: u32,
    /// Its host.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub host: Option<String>,
    /// Annotations of its Service or ingress.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub annotations: BTreeMap<String, String>,
}

impl Bootstrap {
    /// Returns the bootstrap, or nothing if it says nothing.
    #[must_use]
    pub fn unless_empty(self) -> Option<Self> {
        (self != Self::default()).then_some(self)
    }
}

impl ListenerConfiguration {
    /// Returns the configuration, or nothing if it says nothing.
    #[must_use]
    pub fn unless_empty(self) -> Option<Self> {
        (self != Self::default()).then_some(self)
    }
}
