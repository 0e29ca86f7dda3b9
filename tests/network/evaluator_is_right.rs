//! The evaluator against the cases that the Kubernetes documentation describes.

use kafka_blueprint::kubernetes::object::Object;
use serde_json::{Value, json};

use super::evaluator::{End, Pod, allowed};

fn policy(spec: &Value) -> Object {
    Object::new(json!({
        "apiVersion": "networking.k8s.io/v1",
        "kind": "NetworkPolicy",
        "metadata": {"name": "policy", "namespace": "a"},
        "spec": spec,
    }))
    .unwrap()
}

fn pod(namespace: &str, app: &str) -> End {
    End::Pod(Pod {
        namespace: namespace.to_owned(),
        labels: [("app".to_owned(), app.to_owned())].into(),
    })
}

fn address(text: &str) -> End {
    End::Address(text.parse().unwrap())
}

#[test]
fn pods_without_policies_are_open() {
    assert!(allowed(&[], &pod("a", "x"), &pod("b", "y"), "TCP", 1));
    let other = [policy(
        &json!({"podSelector": {"matchLabels": {"app": "z"}}, "ingress": []}),
    )];
    assert!(allowed(&other, &pod("a", "x"), &pod("a", "y"), "TCP", 1));
}

#[test]
fn a_policy_without_rules_denies_in_its_directions_alone() {
    let deny_in = [policy(
        &json!({"podSelector": {}, "policyTypes": ["Ingress"]}),
    )];
    assert!(!allowed(&deny_in, &pod("b", "x"), &pod("a", "y"), "TCP", 1));
    assert!(allowed(&deny_in, &pod("a", "x"), &pod("b", "y"), "TCP", 1));
    let deny_out = [policy(
        &json!({"podSelector": {}, "policyTypes": ["Egress"]}),
    )];
    assert!(allowed(&deny_out, &pod("b", "x"), &pod("a", "y"), "TCP", 1));
    assert!(!allowed(
        &deny_out,
        &pod("a", "x"),
        &pod("b", "y"),
        "TCP",
        1
    ));
}

#[test]
fn policies_add_up_by_port_and_protocol() {
    let policies = [
        policy(&json!({"podSelector": {}, "policyTypes": ["Ingress"]})),
        policy(&json!({"podSelector": {}, "ingress": [
            {"from": [{"podSelector": {"matchLabels": {"app": "x"}}}], "ports": [{"port": 80}]},
            {"ports": [{"port": 53, "protocol": "UDP"}]},
        ]})),
    ];
    assert!(allowed(
        &policies,
        &pod("a", "x"),
        &pod("a", "y"),
        "TCP",
        80
    ));
    assert!(!allowed(
        &policies,
        &pod("a", "x"),
        &pod("a", "y"),
        "TCP",
        81
    ));
    assert!(!allowed(
        &policies,
        &pod("a", "z"),
        &pod("a", "y"),
        "TCP",
        80
    ));
    assert!(allowed(
        &policies,
        &address("192.0.2.1"),
        &pod("a", "y"),
        "UDP",
        53
    ));
    assert!(!allowed(
        &policies,
        &address("192.0.2.1"),
        &pod("a", "y"),
        "TCP",
        53
    ));
}

#[test]
fn a_pod_selector_alone_means_the_same_namespace() {
    let policies = [policy(&json!({"podSelector": {}, "ingress": [
        {"from": [{"podSelector": {}}]},
    ]}))];
    assert!(allowed(&policies, &pod("a", "x"), &pod("a", "y"), "TCP", 1));
    assert!(!allowed(
        &policies,
        &pod("b", "x"),
        &pod("a", "y"),
        "TCP",
        1
    ));
}

#[test]
fn both_selectors_of_a_peer_must_fit() {
    let policies = [policy(&json!({"podSelector": {}, "ingress": [{"from": [{
        "namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "b"}},
        "podSelector": {"matchExpressions": [
            {"key": "app", "operator": "In", "values": ["x", "z"]},
        ]},
    }]}]}))];
    assert!(allowed(&policies, &pod("b", "x"), &pod("a", "y"), "TCP", 1));
    assert!(!allowed(
        &policies,
        &pod("b", "w"),
        &pod("a", "y"),
        "TCP",
        1
    ));
    assert!(!allowed(
        &policies,
        &pod("a", "x"),
        &pod("a", "y"),
        "TCP",
        1
    ));
}

#[test]
fn addresses_are_matched_by_blocks() {
    let policies = [policy(
        &json!({"podSelector": {}, "policyTypes": ["Egress"], "egress": [
            {"to": [{"ipBlock": {"cidr": "10.1.0.0/16"}}], "ports": [{"port": 443}]},
        ]}),
    )];
    assert!(allowed(
        &policies,
        &pod("a", "x"),
        &address("10.1.2.3"),
        "TCP",
        443
    ));
    assert!(!allowed(
        &policies,
        &pod("a", "x"),
        &address("10.2.2.3"),
        "TCP",
        443
    ));
    assert!(!allowed(
        &policies,
        &pod("a", "x"),
        &address("::1"),
        "TCP",
        443
    ));
    assert!(!allowed(
        &policies,
        &pod("a", "x"),
        &pod("a", "y"),
        "TCP",
        443
    ));
}

#[test]
fn what_must_and_must_not_be_there_is_nobody() {
    let policies = [policy(&json!({"podSelector": {}, "ingress": [{"from": [{
        "podSelector": {"matchExpressions": [
            {"key": "app", "operator": "Exists"},
            {"key": "app", "operator": "DoesNotExist"},
        ]},
    }]}]}))];
    assert!(!allowed(
        &policies,
        &pod("a", "x"),
        &pod("a", "y"),
        "TCP",
        1
    ));
}
