//! Secrets are only referenced, and only by whoever needs them; personal data stays shut.

use std::collections::BTreeSet;

use kafka_blueprint::derive::principal::{self, RightResource};
use serde_json::Value;

use crate::deployment::{all, fixture, of_kind, shipped};

#[test]
fn no_secret_is_rendered_and_no_role_reads_one() {
    for deployment in [fixture("base"), shipped("prod")] {
        assert!(of_kind(&deployment, "Secret").is_empty());
        for role in of_kind(&deployment, "Role") {
            let text = role.value()["rules"].to_string();
            for shut in ["\"secrets\"", "\"*\"", "exec", "attach", "ephemeral"] {
                assert!(!text.contains(shut), "{}: {shut}", role.id());
            }
        }
    }
}

#[test]
fn each_pod_refers_to_its_own_secrets_and_the_cluster_authority_alone() {
    let mut named = BTreeSet::new();
    for object in all(&fixture("flux")) {
        let name = object.id().name.clone();
        walk(object.value(), &mut |key, value| {
            let secret = match key {
                "secretName" => value.as_str(),
                "secretKeyRef" => value["name"].as_str(),
                _ => None,
            };
            if let Some(secret) = secret {
                named.insert(format!("{}/{name}: {secret}", object.id().kind));
            }
        });
    }
    let named: Vec<String> = named.into_iter().collect();
    insta::assert_snapshot!(named.join("\n"), @r"
    CronJob/kafka-verification: kafka-verification
    CronJob/kafka-verification: small-cluster-ca-cert
    Deployment/kafka-ui: kafka-ui
    Deployment/kafka-ui: kafka-ui-oauth2
    Deployment/kafka-ui: small-cluster-ca-cert
    Deployment/schema-registry: schema-registry
    Deployment/schema-registry: small-cluster-ca-cert
    Deployment/shop: shop
    Deployment/shop: small-cluster-ca-cert
    Ingress/kafka-ui: kafka-ui-tls
    Job/kafka-verification: kafka-verification
    Job/kafka-verification: small-cluster-ca-cert
    ");
}

fn walk(value: &Value, see: &mut impl FnMut(&str, &Value)) {
    match value {
        Value::Object(fields) => {
            for (key, field) in fields {
                see(key, field);
                walk(field, see);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| walk(item, see)),
        _ => {}
    }
}

#[test]
fn a_topic_with_personal_data_is_read_only_with_a_reason() {
    let readable = |deployment: &_| -> Vec<String> {
        principal::all(deployment)
            .into_iter()
            .find(|user| user.name.as_str() == "kafka-ui")
            .unwrap()
            .rights
            .into_iter()
            .filter(|right| right.operations.iter().any(|op| op.word() == "Read"))
            .map(|right| match right.resource {
                RightResource::Named(_, name, _) => name,
                RightResource::Cluster => "the cluster".to_owned(),
            })
            .collect()
    };
    assert_eq!(readable(&fixture("base")), ["audit", "orders.v1"]);
    assert_eq!(
        readable(&shipped("prod")),
        ["analytics-events", "system-events", "todo-events"]
    );
}

#[test]
fn the_ui_offers_the_records_that_its_user_can_read() {
    let maps = of_kind(&fixture("base"), "ConfigMap");
    let map = maps
        .iter()
        .find(|object| object.id().name == "kafka-ui-config")
        .unwrap();
    let text = map.value()["data"]["application.yaml"].as_str().unwrap();
    let file: Value = serde_yaml::from_str(text).unwrap();
    let offered: Vec<&str> = file["rbac"]["roles"][1]["permissions"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|permission| permission["actions"].to_string().contains("MESSAGES_READ"))
        .map(|permission| permission["value"].as_str().unwrap())
        .collect();
    assert_eq!(offered, ["^audit$", "^orders\\.v1$"]);
    assert!(
        !file["rbac"]["roles"][0]
            .to_string()
            .contains("MESSAGES_READ")
    );
}
