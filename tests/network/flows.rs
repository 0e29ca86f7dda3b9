//! For every pair of parties and every port that any of them uses: what the rendered policies
//! allow is what the flows say.

use std::collections::BTreeSet;

use kafka_blueprint::{
    derive::flow::{self, Party, Protocol},
    kubernetes::object::Object,
    model::Deployment,
    render::render,
};

use super::{
    cluster::end,
    evaluator::{End, allowed},
};
use crate::fixture::{OWN_KAFKA, deployment, objects, operator};

const ADDRESSED: &str = "platform: {apiServer: {addresses: [10.245.0.1/32], ports: [443]}}";

/// Images for everything that runs only with one, an ingress, a rack, Cruise Control.
pub const EVERYTHING: &str = "
cluster:
  rack: topology.kubernetes.io/zone
  cruiseControl: {}
kafkaUi:
  ingress: {host: kafka.example.com, tlsSecret: kafka-ui-tls, controllerNamespace: ingress-nginx}
applications:
  task-analytics-consumer: {workload: {image: registry.example.com/task:1}}
  todo-event-producer: {workload: {image: registry.example.com/todo:1}}
";

pub const ELSEWHERE: &str = "
operator: {namespace: strimzi, watch: {namespaces: [kafka]}}
";

#[test]
fn the_shipped_environments_allow_exactly_their_flows() {
    for environment in ["dev", "staging", "prod"] {
        compare(&deployment(environment, &[ADDRESSED]));
    }
}

#[test]
fn so_does_a_deployment_with_every_option_at_both_ends_of_the_range() {
    compare(&deployment("prod", &[ADDRESSED, EVERYTHING]));
    let new = operator("1.2.0");
    compare(&deployment(
        "prod",
        &[ADDRESSED, EVERYTHING, OWN_KAFKA, &new],
    ));
}

#[test]
fn so_does_an_operator_in_a_namespace_of_its_own() {
    compare(&deployment("prod", &[ADDRESSED, EVERYTHING, ELSEWHERE]));
}

#[test]
fn a_flow_that_no_policy_allows_is_found() {
    let deployment = deployment("prod", &[ADDRESSED]);
    let mut policies = policies(&deployment);
    policies.retain(|policy| policy.id().name != "allow-entity-operator");
    assert!(!differences(&deployment, &policies).is_empty());
}

#[test]
fn a_policy_for_no_flow_is_found() {
    let deployment = deployment("prod", &[ADDRESSED]);
    let mut policies = policies(&deployment);
    policies.retain(|policy| policy.id().name == "allow-kafka");
    assert!(!differences(&deployment, &policies).is_empty());
}

fn compare(deployment: &Deployment) {
    assert_eq!(differences(deployment, &policies(deployment)), [""; 0]);
}

fn policies(deployment: &Deployment) -> Vec<Object> {
    let mut all = objects(&render(deployment));
    all.retain(|object| object.id().kind == "NetworkPolicy");
    all
}

/// Returns what is allowed and not meant, and what is meant and not allowed.
fn differences(deployment: &Deployment, policies: &[Object]) -> Vec<String> {
    let flows = flow::all(deployment);
    let rendered = objects(&render(deployment));
    let ends: Vec<(Party, End)> = parties(deployment)
        .into_iter()
        .filter_map(|party| Some((party.clone(), end(deployment, &rendered, &party)?)))
        .collect();
    assert!(ends.len() > 10);
    let ports: BTreeSet<(Protocol, u16)> = flows
        .iter()
        .map(|flow| (flow.protocol, flow.port))
        .chain([(Protocol::Tcp, 22), (Protocol::Tcp, 9999)])
        .collect();
    let mut differences = Vec::new();
    for (from, source) in &ends {
        for (to, target) in &ends {
            // Between two parties of which none is ours the platform decides.
            if !from.is_ours() && !to.is_ours() {
                continue;
            }
            for (protocol, port) in &ports {
                let meant = flows.iter().any(|flow| {
                    is(&flow.from, from)
                        && is(&flow.to, to)
                        && (flow.protocol, flow.port) == (*protocol, *port)
                });
                let protocol = protocol.to_string();
                if allowed(policies, source, target, &protocol, *port) != meant {
                    let word = if meant { "meant" } else { "allowed" };
                    differences.push(format!("only {word}: {from} to {to} {protocol} {port}"));
                }
            }
        }
    }
    differences
}

/// A door that is open to anyone is open to everybody else too, as far as they may go out.
fn is(flow: &Party, party: &Party) -> bool {
    flow == party || (*flow == Party::Anyone && !party.is_ours())
}

fn parties(deployment: &Deployment) -> BTreeSet<Party> {
    let mut parties = flow::parties(deployment);
    parties.extend([
        Party::Dns,
        Party::ApiServer,
        Party::Prometheus,
        Party::IngressController,
        Party::Anyone,
    ]);
    parties
}
