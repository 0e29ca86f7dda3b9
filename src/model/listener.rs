//! Listeners: the doors of the brokers.

use std::collections::BTreeMap;

use super::{
    name::{HostName, ObjectName, QualifiedName, qualified_name},
    network::Cidr,
    nothing::Nothing,
};
use crate::environment::read::Invalid;

crate::record! {
    /// A door of the brokers.
    pub struct Listener {
        /// Its port; Strimzi keeps those below 9092, 9404 and 9999 (`ListenersValidator`).
        "port" port: ListenerPort,
        /// Whether it is encrypted.
        "tls" tls: bool,
        /// How clients prove who they are.
        "authentication" authentication: Authentication = Authentication::None,
        /// Who can reach it.
        "expose" expose: Exposure = Exposure::Internal(Nothing {}),
        /// Why it is there, for the documents.
        "purpose" purpose: Option<super::prose::Sentence>,
    }
}

crate::whole! {
    /// A listener's port.
    pub struct ListenerPort("a listener's port", u16, 9092..=65535);
}

crate::words! {
    /// How clients prove who they are.
    pub enum Authentication("a kind of authentication") {
        /// Not at all: every client is `User:ANONYMOUS`.
        None = "none",
        /// With a certificate (mutual TLS).
        Tls = "tls",
        /// With a password (SASL SCRAM-SHA-512).
        ScramSha512 = "scram-sha-512",
    }
}

crate::choice! {
    /// Who can reach a listener.
    pub enum Exposure {
        /// Pods of this Kubernetes cluster.
        "internal" Internal(Nothing),
        /// Whoever a load balancer lets through: one for the bootstrap and one for each broker.
        "loadBalancer" LoadBalancer(LoadBalancer),
        /// Whoever reaches the nodes.
        "nodePort" NodePort(NodePortExposure),
        /// Whoever reaches an ingress controller that passes TLS through.
        "ingress" Ingress(Ingress),
        /// Whoever reaches an OpenShift router.
        "route" Route(Nothing),
        /// Pods of this Kubernetes cluster, through a Service for each broker.
        "clusterIp" ClusterIp(Nothing),
    }
}

crate::text! {
    /// The value of an annotation.
    pub struct AnnotationValue("an annotation's value", annotation_value);
}

fn annotation_value(text: &str) -> Result<(), Invalid> {
    match text
        .chars()
        .find(|c| c.is_control() && *c != '\n' && *c != '\t')
    {
        None => Ok(()),
        Some(c) => Err(Invalid::because(format!(
            "it holds the control character `{}`",
            c.escape_debug()
        ))),
    }
}

crate::record! {
    /// Load balancers for a listener.
    pub struct LoadBalancer {
        /// Annotations for the bootstrap Service and for every broker's Service alike: a cloud
        /// reads them from each Service on its own.
        "annotations" annotations: BTreeMap<QualifiedName, AnnotationValue>,
        /// The only addresses that may come in; every address where nothing is said.
        "sourceRanges" source_ranges: Vec<Cidr>,
        /// Which of several implementations makes the load balancer; it can't change later.
        "class" class: Option<LoadBalancerClass>,
        /// Whether traffic stays on the node that received it and keeps the client's address.
        "keepClientAddress" keep_client_address: bool = false,
        /// Further names that clients use; they go into the brokers' certificates.
        "alternativeNames" alternative_names: Vec<HostName>,
    }
}

crate::text! {
    /// A class of load balancers, such as `service.k8s.aws/nlb`.
    pub struct LoadBalancerClass("a load balancer's class", qualified_name);
}

crate::record! {
    /// Ports on every node for a listener.
    pub struct NodePortExposure {
        /// The port of the bootstrap Service; Kubernetes chooses where nothing is said.
        "port" port: Option<NodePort>,
        /// Names or addresses of nodes that clients use; they go into the brokers' certificates.
        "alternativeNames" alternative_names: Vec<HostName>,
    }
}

crate::whole! {
    /// A port on every node.
    pub struct NodePort("a node port", u16, 30000..=32767);
}

crate::record! {
    /// Hosts of an ingress controller for a listener.
    pub struct Ingress {
        /// The ingress class.
        "class" class: Option<ObjectName>,
        /// The host that clients connect to first.
        "bootstrapHost" bootstrap_host: HostName,
        /// The host of each broker, with `{nodeId}` in the place of its id.
        "brokerHost" broker_host: BrokerHost,
        /// Annotations for the bootstrap ingress and for every broker's alike.
        "annotations" annotations: BTreeMap<QualifiedName, AnnotationValue>,
    }
}

crate::text! {
    /// A broker's host name with `{nodeId}` in it.
    pub struct BrokerHost("a broker's host name", broker_host);
}

fn broker_host(text: &str) -> Result<(), Invalid> {
    if text.matches("{nodeId}").count() != 1 {
        return Err(Invalid::because(
            "it holds `{nodeId}` once, such as `broker-{nodeId}.example.com`",
        ));
    }
    HostName::new(text.replace("{nodeId}", "0")).map(|_| ())
}

impl BrokerHost {
    /// Returns the host of one broker.
    #[must_use]
    pub fn of(&self, node: u32) -> String {
        self.as_str().replace("{nodeId}", &node.to_string())
    }
}

impl Exposure {
    /// Returns whether it can be reached from outside of the Kubernetes cluster.
    #[must_use]
    pub const fn is_external(&self) -> bool {
        !matches!(self, Self::Internal(_) | Self::ClusterIp(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_load_balancers_class_may_have_a_prefix() {
        for good in ["service.k8s.aws/nlb", "example.com/Internal_1", "metallb"] {
            assert!(LoadBalancerClass::new(good).is_ok(), "{good}");
        }
        for bad in ["", "a/b/c", "service.k8s.aws/", "-a"] {
            assert!(LoadBalancerClass::new(bad).is_err(), "{bad}");
        }
    }
}
