//! The peers of listeners, which Strimzi makes policies of its own from.

use serde_json::Value;

use crate::fixture::{components, deployment, objects};

fn listeners(environment: &str) -> Vec<Value> {
    let objects = objects(&components(environment, &[]));
    let kafka = objects
        .iter()
        .find(|object| object.id().kind == "Kafka")
        .unwrap();
    kafka.value()["spec"]["kafka"]["listeners"]
        .as_array()
        .unwrap()
        .clone()
}

fn listener(name: &str) -> Value {
    listeners("prod")
        .into_iter()
        .find(|listener| listener["name"] == name)
        .unwrap()
}

#[test]
fn a_listener_that_nobody_uses_has_a_peer_that_nobody_can_be() {
    insta::assert_snapshot!(listener("plain")["networkPolicyPeers"], @r#"[{"podSelector":{"matchExpressions":[{"key":"kafka-blueprint/nobody","operator":"Exists"},{"key":"kafka-blueprint/nobody","operator":"DoesNotExist"}]}}]"#);
}

#[test]
fn a_listener_has_its_users_as_peers() {
    let peers = listener("tls")["networkPolicyPeers"]
        .as_array()
        .unwrap()
        .clone();
    let deployment = deployment("prod", &[]);
    // The applications, the registry, the Kafka UI and the verification.
    assert_eq!(peers.len(), deployment.applications.len() + 3);
}

#[test]
fn a_listener_for_clients_from_outside_stays_open() {
    assert_eq!(listener("external").get("networkPolicyPeers"), None);
}

#[test]
fn no_listener_inside_is_open_to_everybody() {
    for environment in ["dev", "staging", "prod"] {
        for listener in listeners(environment) {
            if listener["type"] == "internal" {
                assert!(
                    !listener["networkPolicyPeers"]
                        .as_array()
                        .unwrap()
                        .is_empty()
                );
            }
        }
    }
}
