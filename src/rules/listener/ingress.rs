//! Refuses hosts that meet each other, and warns of the ingress kind where it is deprecated.
//!
//! # Why
//! An ingress tells brokers apart by their host names alone: where two are equal, clients reach
//! the wrong one. From 0.51 on the kind itself is deprecated and shows the warning
//! `DeprecatedObjects`.
//!
//! # Example
//! `bootstrapHost: broker-3.example.com` with `brokerHost: broker-{nodeId}.example.com` and a
//! broker of the id 3, or one `bootstrapHost` for two listeners.
//!
//! # Instead
//! `bootstrapHost: bootstrap.example.com`; for a new cluster, load balancers or cluster IPs with
//! a proxy of your own.
//!
//! # Source
//! Strimzi: `ListenersUtils`, `KafkaSpecChecker` and CHANGELOG 0.51.0.

use std::collections::BTreeMap;

use crate::{
    derive::{node, version},
    finding::{Finding, ModelPath, Outcome},
    model::{
        Deployment,
        listener::{Exposure, Ingress},
        name::ListenerName,
    },
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new("listener/ingress", include_str!("ingress.rs"), check);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let brokers = node::broker_ids(&deployment.cluster);
    let mut owners = BTreeMap::new();
    let mut findings = Vec::new();
    for (name, listener) in &deployment.cluster.listeners {
        let Exposure::Ingress(ingress) = &listener.expose else {
            continue;
        };
        for (field, host) in hosts(ingress, &brokers) {
            if let Some(&other) = owners.get(&host) {
                findings.push(twice(path(name, field), &host, name, other));
                break;
            }
            owners.insert(host, name);
        }
        findings.extend(deprecated(deployment, name));
    }
    findings
}

fn hosts(ingress: &Ingress, brokers: &[u32]) -> impl Iterator<Item = (&'static str, String)> {
    let each = brokers
        .iter()
        .map(|id| ("brokerHost", ingress.broker_host.of(*id)));
    std::iter::once(("bootstrapHost", ingress.bootstrap_host.to_string())).chain(each)
}

fn twice(path: ModelPath, host: &str, name: &ListenerName, other: &ListenerName) -> Finding {
    let message = if name == other {
        format!(
            "the host `{host}` stands for the bootstrap and for a broker of the listener `{name}`"
        )
    } else {
        format!("the host `{host}` belongs to the listener `{other}` too")
    };
    let finding = RULE.error(path, message).outcome(Outcome::FailsLater);
    finding.help("give each listener, its bootstrap and its brokers hosts of their own")
}

fn deprecated(deployment: &Deployment, name: &ListenerName) -> Option<Finding> {
    let number = version::release(deployment).number();
    ((number.major, number.minor) >= (0, 51)).then(|| {
        let path = ModelPath::of(&["cluster", "listeners", name.as_str(), "expose", "ingress"]);
        let message =
            format!("the ingress of the listener `{name}` is deprecated from Strimzi 0.51 on");
        RULE.warning(path, message)
            .help("plan to use load balancers, or a proxy before `clusterIp`")
    })
}

fn path(name: &ListenerName, field: &str) -> ModelPath {
    ModelPath::of(&[
        "cluster",
        "listeners",
        name.as_str(),
        "expose",
        "ingress",
        field,
    ])
}
