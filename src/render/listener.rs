//! Listeners of the Kafka resource.

use std::collections::BTreeMap;

use super::network;
use crate::{
    derive::node,
    kubernetes::strimzi::{
        Bootstrap, Broker, Listener, ListenerAuthentication, ListenerConfiguration,
    },
    model::{
        Deployment,
        cluster::Cluster,
        listener::{
            AnnotationValue, Authentication, Exposure, Ingress, Listener as Door, LoadBalancer,
            NodePort, NodePortExposure,
        },
        name::{ListenerName, QualifiedName},
    },
};

/// Returns the listeners by port, which is also the order people speak of them in.
pub fn all(deployment: &Deployment) -> Vec<Listener> {
    let mut listeners: Vec<Listener> = deployment
        .cluster
        .listeners
        .iter()
        .map(|(name, door)| listener(deployment, name, door))
        .collect();
    listeners.sort_by_key(|listener| listener.port);
    listeners
}

fn listener(deployment: &Deployment, name: &ListenerName, door: &Door) -> Listener {
    Listener {
        name: name.to_string(),
        port: door.port.get(),
        r#type: type_of(&door.expose),
        tls: door.tls,
        authentication: match door.authentication {
            Authentication::None => None,
            Authentication::Tls | Authentication::ScramSha512 => Some(ListenerAuthentication {
                r#type: door.authentication.word(),
            }),
        },
        configuration: configuration(&deployment.cluster, &door.expose).unless_empty(),
        network_policy_peers: network::listener_peers(deployment, name, door),
    }
}

/// Returns Strimzi's word for a way to expose a listener (Strimzi: `KafkaListenerType`).
const fn type_of(expose: &Exposure) -> &'static str {
    match expose {
        Exposure::Internal(_) => "internal",
        Exposure::LoadBalancer(_) => "loadbalancer",
        Exposure::NodePort(_) => "nodeport",
        Exposure::Ingress(_) => "ingress",
        Exposure::Route(_) => "route",
        Exposure::ClusterIp(_) => "cluster-ip",
    }
}

fn configuration(cluster: &Cluster, expose: &Exposure) -> ListenerConfiguration {
    match expose {
        Exposure::Internal(_) | Exposure::Route(_) | Exposure::ClusterIp(_) => {
            ListenerConfiguration::default()
        }
        Exposure::LoadBalancer(balancer) => load_balancer(cluster, balancer),
        Exposure::NodePort(ports) => node_port(ports),
        Exposure::Ingress(ingress) => hosts(cluster, ingress),
    }
}

fn load_balancer(cluster: &Cluster, balancer: &LoadBalancer) -> ListenerConfiguration {
    let annotations = strings(&balancer.annotations);
    let brokers = if annotations.is_empty() {
        Vec::new()
    } else {
        node::broker_ids(cluster)
    };
    ListenerConfiguration {
        class: balancer.class.as_ref().map(ToString::to_string),
        external_traffic_policy: balancer.keep_client_address.then_some("Local"),
        load_balancer_source_ranges: balancer
            .source_ranges
            .iter()
            .map(ToString::to_string)
            .collect(),
        bootstrap: Bootstrap {
            alternative_names: balancer
                .alternative_names
                .iter()
                .map(ToString::to_string)
                .collect(),
            annotations: annotations.clone(),
            ..Bootstrap::default()
        }
        .unless_empty(),
        brokers: brokers
            .into_iter()
            .map(|broker| Broker {
                broker,
                host: None,
                annotations: annotations.clone(),
            })
            .collect(),
    }
}

fn node_port(ports: &NodePortExposure) -> ListenerConfiguration {
    ListenerConfiguration {
        bootstrap: Bootstrap {
            node_port: ports.port.map(NodePort::get),
            alternative_names: ports
                .alternative_names
                .iter()
                .map(ToString::to_string)
                .collect(),
            ..Bootstrap::default()
        }
        .unless_empty(),
        ..ListenerConfiguration::default()
    }
}

fn hosts(cluster: &Cluster, ingress: &Ingress) -> ListenerConfiguration {
    let annotations = strings(&ingress.annotations);
    ListenerConfiguration {
        class: ingress.class.as_ref().map(ToString::to_string),
        bootstrap: Some(Bootstrap {
            host: Some(ingress.bootstrap_host.to_string()),
            annotations: annotations.clone(),
            ..Bootstrap::default()
        }),
        brokers: node::broker_ids(cluster)
            .into_iter()
            .map(|broker| Broker {
                broker,
                host: Some(ingress.broker_host.of(broker)),
                annotations: annotations.clone(),
            })
            .collect(),
        ..ListenerConfiguration::default()
    }
}

fn strings(annotations: &BTreeMap<QualifiedName, AnnotationValue>) -> BTreeMap<String, String> {
    annotations
        .iter()
        .map(|(key, value)| (key.to_string(), value.to_string()))
        .collect()
}
