//! The pods and addresses that stand for a party.

use std::collections::BTreeMap;

use k8s_openapi::{
    api::networking::v1::{IPBlock, NetworkPolicyPeer},
    apimachinery::pkg::apis::meta::v1::{LabelSelector, LabelSelectorRequirement},
};

use super::super::{labels, operator};
use crate::{
    derive::{flow::Party, version},
    model::{
        Deployment,
        name::{LabelValue, Namespace, QualifiedName},
        network::Cidr,
    },
};

/// Pods of a namespace.
pub struct Pods<'a> {
    /// The namespace.
    pub namespace: &'a Namespace,
    /// What the pods have in common.
    pub selector: LabelSelector,
}

/// Returns the pods of a party that has some in the Kubernetes cluster, by the labels that
/// Strimzi or we give them.
pub fn pods<'a>(deployment: &'a Deployment, party: &Party) -> Option<Pods<'a>> {
    let cluster = &deployment.cluster.name;
    let strimzi = |suffix| labels::select_strimzi(deployment, format!("{cluster}-{suffix}"));
    let selector = match party {
        Party::ClusterOperator => return Some(cluster_operator(deployment)),
        Party::KafkaNodes => strimzi("kafka"),
        Party::EntityOperator => strimzi("entity-operator"),
        Party::KafkaExporter => strimzi("kafka-exporter"),
        Party::CruiseControl => strimzi("cruise-control"),
        Party::SchemaRegistry => labels::select(deployment.schema_registry.as_ref()?.name.as_str()),
        Party::SchemaRegistration => {
            let registry = deployment.schema_registry.as_ref()?;
            labels::select(&format!("{}-registration", registry.name))
        }
        Party::KafkaUi => labels::select(deployment.kafka_ui.as_ref()?.name.as_str()),
        Party::Verification => labels::select(deployment.verification.as_ref()?.name.as_str()),
        Party::Application(name) => labels::select(name.as_str()),
        Party::Dns => {
            let dns = &deployment.platform.dns;
            return Some(elsewhere(&dns.namespace, &dns.labels));
        }
        Party::Prometheus => {
            let prometheus = &deployment.monitoring.as_ref()?.prometheus;
            return Some(elsewhere(&prometheus.namespace, &prometheus.labels));
        }
        Party::ApiServer | Party::IngressController | Party::Anyone => return None,
    };
    Some(Pods {
        namespace: &deployment.namespace,
        selector,
    })
}

fn cluster_operator(deployment: &Deployment) -> Pods<'_> {
    let installation = version::release(deployment).installation();
    Pods {
        namespace: operator::home(deployment),
        selector: LabelSelector {
            match_labels: Some(installation.selector().clone()),
            match_expressions: None,
        },
    }
}

fn elsewhere<'a>(
    namespace: &'a Namespace,
    labels: &BTreeMap<QualifiedName, LabelValue>,
) -> Pods<'a> {
    let labels = labels
        .iter()
        .map(|(key, value)| (key.to_string(), value.to_string()))
        .collect();
    Pods {
        namespace,
        selector: LabelSelector {
            match_labels: Some(labels),
            match_expressions: None,
        },
    }
}

/// Returns the peers that stand for a party in a policy of the namespace `here`; none where it may be anybody.
pub fn peers(deployment: &Deployment, here: &Namespace, party: &Party) -> Vec<NetworkPolicyPeer> {
    let mut peers: Vec<NetworkPolicyPeer> = pods(deployment, party)
        .map(|pods| peer(here, pods))
        .into_iter()
        .collect();
    match party {
        Party::Dns => peers.extend(blocks(&deployment.platform.dns.addresses)),
        Party::ApiServer => peers.extend(blocks(&deployment.platform.api_server.addresses)),
        Party::IngressController => peers.push(ingress_controller(deployment)),
        _ => {}
    }
    peers
}

fn peer(here: &Namespace, pods: Pods<'_>) -> NetworkPolicyPeer {
    NetworkPolicyPeer {
        namespace_selector: (pods.namespace != here).then(|| in_namespace(pods.namespace)),
        pod_selector: Some(pods.selector),
        ip_block: None,
    }
}

/// Kubernetes gives every namespace this label.
fn in_namespace(namespace: &Namespace) -> LabelSelector {
    LabelSelector {
        match_labels: Some(BTreeMap::from([(
            "kubernetes.io/metadata.name".to_owned(),
            namespace.to_string(),
        )])),
        match_expressions: None,
    }
}

/// Any pod of any namespace, where the model does not say which one the controller lives in.
fn ingress_controller(deployment: &Deployment) -> NetworkPolicyPeer {
    let ui = deployment.kafka_ui.as_ref();
    let namespace = ui
        .and_then(|ui| ui.ingress.as_ref())
        .and_then(|ingress| ingress.controller_namespace.as_ref());
    NetworkPolicyPeer {
        namespace_selector: Some(namespace.map_or_else(LabelSelector::default, in_namespace)),
        ..NetworkPolicyPeer::default()
    }
}

fn blocks(addresses: &[Cidr]) -> impl Iterator<Item = NetworkPolicyPeer> {
    addresses.iter().map(|address| NetworkPolicyPeer {
        ip_block: Some(IPBlock {
            cidr: address.to_string(),
            except: None,
        }),
        ..NetworkPolicyPeer::default()
    })
}

/// Returns a peer that no pod can be: it would have to have a label and to lack it.
pub fn nobody() -> NetworkPolicyPeer {
    let condition = |operator: &str| LabelSelectorRequirement {
        key: "kafka-blueprint/nobody".to_owned(),
        operator: operator.to_owned(),
        values: None,
    };
    NetworkPolicyPeer {
        pod_selector: Some(LabelSelector {
            match_labels: None,
            match_expressions: Some(vec![condition("Exists"), condition("DoesNotExist")]),
        }),
        ..NetworkPolicyPeer::default()
    }
}
