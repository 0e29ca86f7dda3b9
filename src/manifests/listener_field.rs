//! Fields of listeners that belong to some of their types alone.
//!
//! The model has a form for each type, so that none of this can be written there. The table is
//! what `ListenersValidator` of Strimzi checks; each row names the types that take the field.

use super::{
    resource::{Resource, at, items, scalar},
    rules::{Told, part::LISTENER_FIELD},
};
use crate::{
    environment::document::{Entry, Node},
    finding::{Finding, Outcome, listed},
};

const BALANCER: &[&str] = &["loadbalancer"];
const OUTSIDE: &[&str] = &["loadbalancer", "nodeport"];
const HOSTED: &[&str] = &["route", "ingress", "tlsroute"];
const SERVED: &[&str] = &[
    "cluster-ip",
    "route",
    "loadbalancer",
    "nodeport",
    "ingress",
    "tlsroute",
];

/// Fields of `configuration`, with the types that take them.
const CONFIGURATION: &[(&str, &[&str])] = &[
    ("useServiceDnsDomain", &["internal", "cluster-ip"]),
    ("loadBalancerSourceRanges", BALANCER),
    ("finalizers", BALANCER),
    ("allocateLoadBalancerNodePorts", BALANCER),
    ("externalTrafficPolicy", OUTSIDE),
    ("preferredNodePortAddressType", &["nodeport"]),
    ("class", &["ingress", "loadbalancer"]),
    ("ipFamilyPolicy", SERVED),
    ("ipFamilies", SERVED),
    ("publishNotReadyAddresses", SERVED),
    ("perBrokerAnnotationsTemplate", SERVED),
    ("perBrokerLabelsTemplate", SERVED),
    ("hostTemplate", HOSTED),
];

/// Fields of `configuration.bootstrap` and of each of `configuration.brokers`.
const ADDRESS: &[(&str, &[&str])] = &[
    ("loadBalancerIP", BALANCER),
    ("nodePort", OUTSIDE),
    ("externalIPs", &["nodeport"]),
    ("labels", SERVED),
    ("annotations", SERVED),
    ("host", HOSTED),
];

/// Returns what the listeners of a Kafka have that their types do not take.
pub fn misplaced(kafka: &Resource) -> Vec<Finding> {
    let listeners = items(&kafka.node, &["spec", "kafka", "listeners"]);
    listeners.iter().flat_map(of_listener).collect()
}

fn of_listener(listener: &Node) -> Vec<Finding> {
    let text = |field: &str| Some(scalar(&at(listener, &[field])?.node)?.text.as_str());
    let (Some(name), Some(kind)) = (text("name"), text("type")) else {
        return Vec::new();
    };
    let configured = |field: &str| at(listener, &["configuration", field]);
    let bootstrap = configured("bootstrap").map(|entry| &entry.node);
    let brokers = items(listener, &["configuration", "brokers"]);
    let own = CONFIGURATION
        .iter()
        .filter_map(|(field, types)| Some((*field, *types, configured(field)?)));
    let addresses = bootstrap.into_iter().chain(brokers).flat_map(|address| {
        let fields = ADDRESS.iter();
        fields.filter_map(move |(field, types)| Some((*field, *types, at(address, &[field])?)))
    });
    let without_service = configured("createBootstrapService")
        .filter(|entry| scalar(&entry.node).is_some_and(|scalar| scalar.text == "false"))
        .map(|entry| ("createBootstrapService: false", BALANCER, entry));
    let mut findings: Vec<Finding> = own
        .chain(addresses)
        .chain(without_service)
        .filter(|(_, types, entry)| !types.contains(&kind) && !entry.node.is_null())
        .map(|(field, types, entry)| refused(name, kind, field, types, entry))
        .collect();
    findings.extend(certificate(listener, name));
    findings.extend(ports(listener, name));
    findings
}

fn refused(name: &str, kind: &str, field: &str, types: &[&str], entry: &Entry) -> Finding {
    let named: Vec<String> = types.iter().map(|kind| format!("`{kind}`")).collect();
    let whose = match types {
        _ if types == SERVED => "every type but `internal`".to_owned(),
        _ => format!("{} alone", listed(&named)),
    };
    let message = format!(
        "the listener `{}` is of the type `{}`, and `{field}` belongs to {whose}",
        name.escape_debug(),
        kind.escape_debug(),
    );
    LISTENER_FIELD
        .error(entry.key, message)
        .outcome(Outcome::Refused)
        .help("take it away, or change the type of the listener")
}

fn certificate(listener: &Node, name: &str) -> Option<Finding> {
    let entry = at(listener, &["configuration", "brokerCertChainAndKey"])?;
    let tls = at(listener, &["tls"]).and_then(|tls| scalar(&tls.node));
    if entry.node.is_null() || tls.is_some_and(|tls| tls.text == "true") {
        return None;
    }
    let message = format!(
        "the listener `{}` has a certificate of its own and no TLS",
        name.escape_debug()
    );
    let finding = LISTENER_FIELD.error(entry.key, message);
    Some(finding.outcome(Outcome::Refused).help("write `tls: true`"))
}

/// A template of ports is a number once the node's id is put in.
fn ports(listener: &Node, name: &str) -> Option<Finding> {
    let entry = at(listener, &["configuration", "advertisedPortTemplate"])?;
    let template = &scalar(&entry.node)?.text;
    let digits = template.replace("{nodeId}", "0");
    if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let message = format!(
        "`advertisedPortTemplate` of the listener `{}` makes no number",
        name.escape_debug()
    );
    let finding = LISTENER_FIELD
        .error(entry.node.place, message)
        .outcome(Outcome::Refused);
    Some(finding.help("write digits and `{nodeId}`, such as `900{nodeId}`"))
}
