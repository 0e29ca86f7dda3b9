//! How clients connect: addresses, what they prove with, and what they trust.

use serde::Serialize;

use crate::model::{
    Deployment,
    cluster::Authorization,
    listener::{Authentication, Exposure, Listener},
    name::ListenerName,
};

/// What a client needs to know.
#[derive(Serialize)]
pub struct Clients {
    listeners: Vec<Door>,
    /// Whether some listener takes clients that cannot prove who they are, and refuses them all.
    anonymous_refused: bool,
    /// The Secret with the certificate that signs the brokers' own.
    trust: String,
    /// A user to show the commands with.
    example: Option<String>,
}

#[derive(Serialize)]
struct Door {
    name: String,
    address: String,
    encrypted: bool,
    proof: &'static str,
    reach: String,
    purpose: Option<String>,
}

/// Returns what the document says about clients.
pub fn clients(deployment: &Deployment) -> Clients {
    let cluster = &deployment.cluster;
    let mut listeners: Vec<(&ListenerName, &Listener)> = cluster.listeners.iter().collect();
    listeners.sort_by_key(|(_, listener)| listener.port);
    let anonymous = listeners
        .iter()
        .any(|(_, listener)| listener.authentication == Authentication::None);
    Clients {
        anonymous_refused: anonymous && matches!(cluster.authorization, Authorization::Simple(_)),
        listeners: listeners
            .into_iter()
            .map(|(name, door)| entry(deployment, name, door))
            .collect(),
        trust: format!("{}-cluster-ca-cert", cluster.name),
        example: deployment
            .applications
            .keys()
            .next()
            .map(ToString::to_string),
    }
}

fn entry(deployment: &Deployment, name: &ListenerName, door: &Listener) -> Door {
    Door {
        name: name.to_string(),
        address: address(deployment, name, door),
        encrypted: door.tls,
        proof: match door.authentication {
            Authentication::None => "nothing: every client is User:ANONYMOUS",
            Authentication::Tls => "a client certificate",
            Authentication::ScramSha512 => "a user name and a password",
        },
        reach: reach(door),
        purpose: door.purpose.as_ref().map(ToString::to_string),
    }
}

/// Returns where a client connects first (Strimzi: `KafkaResources`).
fn address(deployment: &Deployment, name: &ListenerName, door: &Listener) -> String {
    let cluster = &deployment.cluster.name;
    let namespace = &deployment.namespace;
    let port = door.port;
    match &door.expose {
        Exposure::Internal(_) => format!("{cluster}-kafka-bootstrap.{namespace}.svc:{port}"),
        Exposure::ClusterIp(_) => {
            format!("{cluster}-kafka-{name}-bootstrap.{namespace}.svc:{port}")
        }
        Exposure::Ingress(ingress) => format!("{}:443", ingress.bootstrap_host),
        Exposure::LoadBalancer(_) | Exposure::NodePort(_) | Exposure::Route(_) => {
            format!("see status.listeners of the Kafka resource, listener {name}")
        }
    }
}

fn reach(door: &Listener) -> String {
    match &door.expose {
        Exposure::Internal(_) | Exposure::ClusterIp(_) => "this Kubernetes cluster".to_owned(),
        Exposure::LoadBalancer(balancer) if balancer.source_ranges.is_empty() => {
            "every address that reaches the load balancer".to_owned()
        }
        Exposure::LoadBalancer(balancer) => {
            let ranges: Vec<String> = balancer
                .source_ranges
                .iter()
                .map(ToString::to_string)
                .collect();
            format!("{} through load balancers", ranges.join(", "))
        }
        Exposure::NodePort(_) => "whoever reaches the nodes".to_owned(),
        Exposure::Ingress(_) => "whoever reaches the ingress controller".to_owned(),
        Exposure::Route(_) => "whoever reaches the router".to_owned(),
    }
}
