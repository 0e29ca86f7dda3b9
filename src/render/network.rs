//! Network policies: nothing in, nothing out, and exactly the flows of the model.
//!
//! Policies add up. Strimzi makes some of its own, which open the metrics of the Kafka nodes to
//! everybody and every listener to the peers that the Kafka resource names, so these follow from
//! the same flows. The kubelet's probes pass in any case.

mod peer;

use std::collections::{BTreeMap, BTreeSet};

use k8s_openapi::{
    api::networking::v1::{
        NetworkPolicy, NetworkPolicyEgressRule, NetworkPolicyIngressRule, NetworkPolicyPeer,
        NetworkPolicyPort, NetworkPolicySpec,
    },
    apimachinery::pkg::{apis::meta::v1::LabelSelector, util::intstr::IntOrString},
};

use self::peer::{nobody, peers, pods};
use super::{labels, namespace, object};
use crate::{
    derive::flow::{self, Flow, Party, Protocol},
    kubernetes::object::Object,
    model::{
        Deployment,
        listener::Listener,
        name::{ListenerName, Namespace},
    },
};

/// Returns the policies: one for each namespace that denies everything, and one for each party
/// that allows its flows.
pub fn objects(deployment: &Deployment) -> Vec<Object> {
    let mut objects: Vec<Object> = namespace::names(deployment)
        .into_iter()
        .map(|namespace| deny(deployment, namespace))
        .collect();
    let flows = flow::all(deployment);
    let flows = by_party(&flows);
    objects.extend(flow::parties(deployment).iter().filter_map(|party| {
        let flows = flows.get(party).map(Vec::as_slice).unwrap_or_default();
        allow(deployment, flows, party)
    }));
    objects
}

/// Returns the flows from and to each party; one from a party to itself stands there once.
fn by_party(flows: &[Flow]) -> BTreeMap<&Party, Vec<&Flow>> {
    let mut parties = BTreeMap::<&Party, Vec<&Flow>>::new();
    for flow in flows {
        parties.entry(&flow.from).or_default().push(flow);
        if flow.to != flow.from {
            parties.entry(&flow.to).or_default().push(flow);
        }
    }
    parties
}

/// Returns who may use a listener. Without peers Strimzi lets everybody in, so a listener that
/// nobody uses gets a peer that no pod can be. One for clients from outside stays open: load
/// balancers and hosts put their own address in the place of the client's, and what an `ipBlock`
/// would then cut off are the real clients. Source ranges of the load balancer decide there.
pub fn listener_peers(
    deployment: &Deployment,
    name: &ListenerName,
    listener: &Listener,
) -> Option<Vec<NetworkPolicyPeer>> {
    if listener.expose.is_external() {
        return None;
    }
    let users = flow::users_of(deployment, name);
    if users.is_empty() {
        return Some(vec![nobody()]);
    }
    Some(
        users
            .iter()
            .flat_map(|user| peers(deployment, &deployment.namespace, user))
            .collect(),
    )
}

fn deny(deployment: &Deployment, namespace: &Namespace) -> Object {
    object(&NetworkPolicy {
        metadata: labels::metadata_in(namespace, labels::of(deployment), "default-deny"),
        spec: Some(NetworkPolicySpec {
            pod_selector: Some(LabelSelector::default()),
            policy_types: Some(both()),
            ..NetworkPolicySpec::default()
        }),
    })
}

fn both() -> Vec<String> {
    vec!["Ingress".to_owned(), "Egress".to_owned()]
}

fn allow(deployment: &Deployment, flows: &[&Flow], party: &Party) -> Option<Object> {
    let pods = pods(deployment, party)?;
    let name = format!("allow-{party}");
    let mut metadata = labels::metadata_in(pods.namespace, labels::of(deployment), name);
    metadata.annotations = Some(BTreeMap::from([(
        "kafka-blueprint/flows".to_owned(),
        explained(flows, party),
    )]));
    let flows = flows.iter().copied();
    let incoming = by_peer(flows.clone().filter(|flow| flow.to == *party), |flow| {
        &flow.from
    });
    let outgoing = by_peer(flows.filter(|flow| flow.from == *party), |flow| &flow.to);
    Some(object(&NetworkPolicy {
        metadata,
        spec: Some(NetworkPolicySpec {
            pod_selector: Some(pods.selector),
            policy_types: Some(both()),
            ingress: list(
                incoming
                    .into_iter()
                    .map(|(peer, ports)| NetworkPolicyIngressRule {
                        from: list(peers(deployment, pods.namespace, peer)),
                        ports: Some(ports.into_iter().map(port).collect()),
                    })
                    .collect(),
            ),
            egress: list(
                outgoing
                    .into_iter()
                    .map(|(peer, ports)| NetworkPolicyEgressRule {
                        to: list(peers(deployment, pods.namespace, peer)),
                        ports: Some(ports.into_iter().map(port).collect()),
                    })
                    .collect(),
            ),
        }),
    }))
}

type Ports = BTreeSet<(Protocol, u16)>;

fn by_peer<'a>(
    flows: impl Iterator<Item = &'a Flow>,
    peer: impl Fn(&'a Flow) -> &'a Party,
) -> BTreeMap<&'a Party, Ports> {
    let mut peers = BTreeMap::<&Party, Ports>::new();
    for flow in flows {
        let ports = peers.entry(peer(flow)).or_default();
        ports.insert((flow.protocol, flow.port));
    }
    peers
}

fn port((protocol, port): (Protocol, u16)) -> NetworkPolicyPort {
    NetworkPolicyPort {
        port: Some(IntOrString::Int(i32::from(port))),
        protocol: Some(protocol.to_string()),
        end_port: None,
    }
}

/// Leaves out an empty list, which no list at all says as well: no peers are everybody, no rules
/// of a named policy type are nobody. The API server takes an empty one for a change whenever it
/// is applied again.
fn list<T>(items: Vec<T>) -> Option<Vec<T>> {
    (!items.is_empty()).then_some(items)
}

/// Returns a line for each flow of a party, since a policy has no room for comments.
fn explained(flows: &[&Flow], party: &Party) -> String {
    let mut lines = Vec::new();
    for Flow {
        from,
        to,
        port,
        protocol,
        why,
    } in flows
    {
        if to == party {
            lines.push(format!("from {from}, {protocol} {port}: {why}"));
        }
        if from == party {
            lines.push(format!("to {to}, {protocol} {port}: {why}"));
        }
    }
    lines.join("\n")
}
