//! An evaluator for NetworkPolicies, after the Kubernetes documentation ("Network Policies").
//!
//! A connection is allowed if the policies of its source allow it out and those of its target
//! allow it in. A pod that no policy selects for a direction is open in that direction.

use std::{collections::BTreeMap, net::IpAddr};

use kafka_blueprint::kubernetes::object::Object;
use serde_json::Value;

/// An end of a connection.
#[derive(Clone, Debug)]
pub enum End {
    /// A pod.
    Pod(Pod),
    /// An address that is no pod's.
    Address(IpAddr),
}

/// A pod, as far as policies see it.
#[derive(Clone, Debug)]
pub struct Pod {
    pub namespace: String,
    pub labels: BTreeMap<String, String>,
}

/// Returns whether the policies allow a connection to a port of `to`.
pub fn allowed(policies: &[Object], from: &End, to: &End, protocol: &str, port: u16) -> bool {
    let way = |end: &End, other: &End, direction: Direction| match end {
        End::Pod(pod) => direction.allows(policies, pod, other, protocol, port),
        End::Address(_) => true,
    };
    way(from, to, Direction::EGRESS) && way(to, from, Direction::INGRESS)
}

#[derive(Clone, Copy)]
struct Direction {
    policy_type: &'static str,
    rules: &'static str,
    peers: &'static str,
}

impl Direction {
    const INGRESS: Self = Self {
        policy_type: "Ingress",
        rules: "ingress",
        peers: "from",
    };
    const EGRESS: Self = Self {
        policy_type: "Egress",
        rules: "egress",
        peers: "to",
    };

    fn allows(
        self,
        policies: &[Object],
        pod: &Pod,
        other: &End,
        protocol: &str,
        port: u16,
    ) -> bool {
        let mut isolated = false;
        for policy in policies {
            let spec = &policy.value()["spec"];
            if !self.selects(policy, pod) {
                continue;
            }
            isolated = true;
            for rule in list(&spec[self.rules]) {
                if ports(rule, protocol, port) && self.peer(rule, policy, other) {
                    return true;
                }
            }
        }
        !isolated
    }

    fn selects(self, policy: &Object, pod: &Pod) -> bool {
        let spec = &policy.value()["spec"];
        let types: Vec<&str> = list(&spec["policyTypes"])
            .iter()
            .filter_map(Value::as_str)
            .collect();
        // Without types a policy is for ingress, and for egress if it has rules for it.
        let meant = if types.is_empty() {
            self.policy_type == "Ingress" || spec.get("egress").is_some()
        } else {
            types.contains(&self.policy_type)
        };
        meant
            && policy.id().namespace.as_deref() == Some(pod.namespace.as_str())
            && matches(&spec["podSelector"], &pod.labels)
    }

    fn peer(self, rule: &Value, policy: &Object, other: &End) -> bool {
        let peers = list(&rule[self.peers]);
        peers.is_empty()
            || peers
                .iter()
                .any(|peer| is_peer(peer, policy.id().namespace.as_deref(), other))
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn ports(rule: &Value, protocol: &str, port: u16) -> bool {
    let ports = list(&rule["ports"]);
    ports.is_empty()
        || ports.iter().any(|item| {
            item["protocol"].as_str().unwrap_or("TCP") == protocol
                && item["port"]
                    .as_u64()
                    .is_none_or(|known| known == u64::from(port))
        })
}

fn is_peer(peer: &Value, namespace: Option<&str>, other: &End) -> bool {
    match other {
        End::Address(address) => peer["ipBlock"]["cidr"]
            .as_str()
            .is_some_and(|block| contains(block, *address)),
        End::Pod(pod) => {
            if peer.get("ipBlock").is_some() {
                return false;
            }
            let in_namespace = match peer.get("namespaceSelector") {
                Some(selector) => matches(selector, &namespace_labels(&pod.namespace)),
                None => namespace == Some(pod.namespace.as_str()),
            };
            in_namespace
                && peer
                    .get("podSelector")
                    .is_none_or(|selector| matches(selector, &pod.labels))
        }
    }
}

fn namespace_labels(name: &str) -> BTreeMap<String, String> {
    BTreeMap::from([("kubernetes.io/metadata.name".to_owned(), name.to_owned())])
}

/// An empty selector selects everything.
fn matches(selector: &Value, labels: &BTreeMap<String, String>) -> bool {
    let equal = selector["matchLabels"].as_object().is_none_or(|wanted| {
        wanted
            .iter()
            .all(|(key, value)| labels.get(key).map(String::as_str) == value.as_str())
    });
    equal
        && list(&selector["matchExpressions"])
            .iter()
            .all(|expression| {
                let have = labels.get(expression["key"].as_str().unwrap());
                let among = || {
                    let values = list(&expression["values"]);
                    have.is_some_and(|have| values.iter().any(|value| value == have.as_str()))
                };
                match expression["operator"].as_str().unwrap() {
                    "In" => among(),
                    "NotIn" => !among(),
                    "Exists" => have.is_some(),
                    "DoesNotExist" => have.is_none(),
                    other => panic!("{other} is no operator of a selector"),
                }
            })
}

fn contains(block: &str, address: IpAddr) -> bool {
    let (network, length) = block.split_once('/').unwrap();
    let length: u32 = length.parse().unwrap();
    match (network.parse().unwrap(), address) {
        (IpAddr::V4(network), IpAddr::V4(address)) => {
            let shift = 32 - length;
            u64::from(network.to_bits()) >> shift == u64::from(address.to_bits()) >> shift
        }
        (IpAddr::V6(network), IpAddr::V6(address)) => {
            length == 0
                || network.to_bits() >> (128 - length) == address.to_bits() >> (128 - length)
        }
        _ => false,
    }
}
