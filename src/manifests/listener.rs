//! Listeners of a Kafka as listeners of the model.

use super::{
    draft::{Draft, word},
    gate::Gate,
    resource::{Resource, at, items, scalar},
    rules::{LISTENER_TWICE, Told},
};
use crate::{
    environment::document::{Entry, Node},
    finding::{Finding, ModelPath, Outcome},
};

/// What of a listener the model can say.
pub const KNOWN: &[&str] = &[
    "spec/kafka/listeners/*/name",
    "spec/kafka/listeners/*/port",
    "spec/kafka/listeners/*/type",
    "spec/kafka/listeners/*/tls",
    "spec/kafka/listeners/*/authentication/type",
    "spec/kafka/listeners/*/configuration/class",
    "spec/kafka/listeners/*/configuration/externalTrafficPolicy",
    "spec/kafka/listeners/*/configuration/loadBalancerSourceRanges",
    "spec/kafka/listeners/*/configuration/bootstrap/host",
    "spec/kafka/listeners/*/configuration/bootstrap/nodePort",
    "spec/kafka/listeners/*/configuration/bootstrap/alternativeNames",
    "spec/kafka/listeners/*/configuration/brokers/*/host",
    "spec/kafka/listeners/*/configuration/brokers/*/nodePort",
    "spec/kafka/listeners/*/configuration/brokerCertChainAndKey",
    "spec/kafka/listeners/*/configuration/advertisedPortTemplate",
    "spec/kafka/listeners/*/configuration/hostTemplate",
    "spec/kafka/listeners/*/configuration/preferredNodePortAddressType",
    "spec/kafka/listeners/*/configuration/useServiceDnsDomain",
    "spec/kafka/listeners/*/configuration/createBootstrapService",
];

/// Enters the listeners; what the model can't say of them shuts rules.
pub fn enter(cluster: &mut Draft, kafka: &Resource, gate: &mut Gate, findings: &mut Vec<Finding>) {
    let path = ["spec", "kafka", "listeners"];
    let Some(entry) = kafka.entry(&path) else {
        return;
    };
    let mut listeners = Draft::new(entry.key);
    for node in items(&kafka.node, &path) {
        let named = at(node, &["name"]).and_then(|name| Some((name, scalar(&name.node)?)));
        let Some((name, text)) = named else {
            gate.shut_all("a listener has no name");
            continue;
        };
        if listeners.has(&text.text) {
            let message = format!("two listeners have the name `{}`", text.text.escape_debug());
            let finding = LISTENER_TWICE.error(name.node.place, message);
            findings.push(finding.outcome(Outcome::Refused).help("rename one of them"));
            continue;
        }
        if let Some(listener) = listener(node, &text.text, gate) {
            listeners.nest(text.text.clone(), name.node.place, listener);
        }
    }
    cluster.nest("listeners", entry.key, listeners);
}

fn listener(node: &Node, name: &str, gate: &mut Gate) -> Option<Draft> {
    let mut listener = Draft::new(node.place);
    listener.copy("port", at(node, &["port"]));
    listener.copy("tls", at(node, &["tls"]));
    if let Some(entry) = at(node, &["authentication", "type"]) {
        let kind = scalar(&entry.node).map(|kind| kind.text.as_str());
        if let Some("tls" | "scram-sha-512") = kind {
            listener.copy("authentication", Some(entry));
        } else {
            let why = format!(
                "the authentication of the listener `{name}` is of a kind that the model does not have"
            );
            gate.shut(
                &["user/listener", "listener/open", "listener/anonymous"],
                &why,
            );
            gate.shut_below("listener/tls-required", of(name), &why);
        }
    }
    let kind = at(node, &["type"])?;
    let expose = exposure(node, kind, name, gate)?;
    listener.enter("expose", kind.key, expose);
    Some(listener)
}

fn of(name: &str) -> ModelPath {
    ModelPath::of(&["cluster", "listeners", name])
}

fn exposure(node: &Node, kind: &Entry, name: &str, gate: &mut Gate) -> Option<Node> {
    let place = kind.node.place;
    let text = scalar(&kind.node).map(|kind| kind.text.as_str());
    let bare = |word_of_model| Some(word(place, word_of_model));
    match text {
        Some("internal") => bare("internal"),
        Some("route") => bare("route"),
        Some("cluster-ip") => bare("clusterIp"),
        Some("loadbalancer") => Some(under("loadBalancer", kind, load_balancer(node, kind))),
        Some("nodeport") => Some(under("nodePort", kind, node_port(node, kind))),
        Some("ingress") => {
            let hosts = ingress(node, kind);
            if hosts.is_none() {
                let why = format!(
                    "the listener `{name}` is left out: its hosts follow no pattern that the model has"
                );
                gate.shut(
                    &["listener/ingress", "listener/none", "user/listener"],
                    &why,
                );
            }
            Some(under("ingress", kind, hosts?))
        }
        _ => {
            let why =
                format!("the listener `{name}` is left out: its type is none that the model has");
            gate.shut(&["listener/none", "user/listener"], &why);
            None
        }
    }
}

fn under(key: &str, kind: &Entry, draft: Draft) -> Node {
    let mut outer = Draft::new(kind.node.place);
    outer.nest(key, kind.node.place, draft);
    outer.finish()
}

fn load_balancer(node: &Node, kind: &Entry) -> Draft {
    let mut balancer = Draft::new(kind.node.place);
    let configured = |field: &str| at(node, &["configuration", field]);
    balancer.copy("sourceRanges", configured("loadBalancerSourceRanges"));
    balancer.copy("class", configured("class"));
    if let Some(policy) = configured("externalTrafficPolicy") {
        let local = scalar(&policy.node).is_some_and(|policy| policy.text == "Local");
        balancer.follow("keepClientAddress", policy, local.to_string());
    }
    let names = at(node, &["configuration", "bootstrap", "alternativeNames"]);
    balancer.copy("alternativeNames", names);
    balancer
}

fn node_port(node: &Node, kind: &Entry) -> Draft {
    let mut ports = Draft::new(kind.node.place);
    let bootstrap = |field: &str| at(node, &["configuration", "bootstrap", field]);
    ports.copy("port", bootstrap("nodePort"));
    ports.copy("alternativeNames", bootstrap("alternativeNames"));
    ports
}

/// Returns the hosts, if those of the brokers differ by their id alone, as in the model.
fn ingress(node: &Node, kind: &Entry) -> Option<Draft> {
    let mut ingress = Draft::new(kind.node.place);
    ingress.copy("class", at(node, &["configuration", "class"]));
    ingress.copy(
        "bootstrapHost",
        at(node, &["configuration", "bootstrap", "host"]),
    );
    if let Some(template) = at(node, &["configuration", "hostTemplate"]) {
        let by_id = scalar(&template.node)?.text.matches("{nodeId}").count() == 1;
        ingress.copy("brokerHost", Some(template));
        return (by_id && ingress.has("bootstrapHost")).then_some(ingress);
    }
    let brokers = items(node, &["configuration", "brokers"]);
    let mut patterns = brokers.iter().map(|broker| {
        let id = &scalar(&at(broker, &["broker"])?.node)?.text;
        let entry = at(broker, &["host"])?;
        let host = &scalar(&entry.node)?.text;
        let (before, behind) = host.split_once(id.as_str())?;
        Some((entry, format!("{before}{{nodeId}}{behind}")))
    });
    let (entry, pattern) = patterns.next()??;
    let alike = patterns.all(|other| other.is_some_and(|(_, other)| other == pattern));
    if !alike || !ingress.has("bootstrapHost") {
        return None;
    }
    ingress.follow("brokerHost", entry, pattern);
    Some(ingress)
}
