//! Every pod of ours passes the Pod Security Standard `restricted`, and a little more.

use serde_json::{Value, json};

use crate::deployment::{fixture, of_kind, shipped, templates};

#[test]
fn every_pod_is_restricted() {
    let fixtures = ["base", "unnamed", "new-operator"].into_iter().map(fixture);
    for deployment in fixtures.chain(["dev", "prod"].into_iter().map(shipped)) {
        let templates = templates(&deployment);
        assert!(templates.len() >= 4);
        for (name, template) in templates {
            restricted(&name, &template["spec"]);
        }
    }
}

fn restricted(name: &str, pod: &Value) {
    let security = &pod["securityContext"];
    assert_eq!(security["runAsNonRoot"], json!(true), "{name}");
    assert_eq!(
        security["seccompProfile"]["type"],
        json!("RuntimeDefault"),
        "{name}"
    );
    for host in ["hostNetwork", "hostPID", "hostIPC"] {
        assert!(pod[host].is_null(), "{name}");
    }
    for container in pod["containers"].as_array().unwrap() {
        let security = &container["securityContext"];
        assert_eq!(security["allowPrivilegeEscalation"], json!(false), "{name}");
        assert_eq!(security["capabilities"]["drop"], json!(["ALL"]), "{name}");
    }
    for volume in pod["volumes"].as_array().into_iter().flatten() {
        assert!(volume["hostPath"].is_null(), "{name}");
    }
}

#[test]
fn our_pods_have_a_numeric_user_a_read_only_root_and_no_token() {
    for (name, template) in templates(&fixture("base")) {
        if name.contains("strimzi-cluster-operator") {
            continue;
        }
        let pod = &template["spec"];
        assert!(
            pod["securityContext"]["runAsUser"].as_u64() > Some(0),
            "{name}"
        );
        assert_eq!(pod["automountServiceAccountToken"], json!(false), "{name}");
        let security = &pod["containers"][0]["securityContext"];
        assert_eq!(security["readOnlyRootFilesystem"], json!(true), "{name}");
        let image = pod["containers"][0]["image"].as_str().unwrap();
        assert!(
            image.starts_with("mirror.example.com:5000/images/"),
            "{name}"
        );
        assert_eq!(
            pod["imagePullSecrets"],
            json!([{"name": "mirror"}]),
            "{name}"
        );
        assert_eq!(pod["priorityClassName"], json!("streams"), "{name}");
        assert_eq!(pod["tolerations"][0]["key"], json!("dedicated"), "{name}");
    }
}

#[test]
fn a_change_of_the_configuration_makes_new_pods() {
    let before = fixture("base");
    let mut after = before.clone();
    after.kafka_ui.as_mut().unwrap().read_only = true;
    let profiles = after.client_profiles.values_mut().next().unwrap();
    profiles.producer.pop_first();
    let changed: Vec<String> = templates(&before)
        .into_iter()
        .zip(templates(&after))
        .filter(|(before, after)| before.1 != after.1)
        .map(|(before, _)| before.0)
        .collect();
    assert_eq!(
        changed,
        ["Deployment streams/kafka-ui", "Deployment streams/shop"]
    );
}

#[test]
fn several_replicas_have_a_disruption_budget_and_one_has_none() {
    let names = |deployment: &_| -> Vec<String> {
        of_kind(deployment, "PodDisruptionBudget")
            .iter()
            .map(|object| object.id().name.clone())
            .collect()
    };
    assert_eq!(names(&fixture("base")), ["schema-registry", "shop"]);
    assert_eq!(names(&shipped("prod")), ["todo-chatbot-schema-registry"]);
    assert!(names(&shipped("dev")).is_empty());
}

#[test]
fn what_the_model_leaves_out_is_absent() {
    let kinds = ["Service", "Job", "CronJob", "Role", "Ingress"];
    let bare = fixture("bare");
    for kind in kinds {
        assert!(of_kind(&bare, kind).is_empty(), "{kind}");
        assert!(!of_kind(&fixture("base"), kind).is_empty(), "{kind}");
    }
    let deployments = of_kind(&fixture("unnamed"), "Deployment");
    assert!(deployments.iter().all(|object| object.id().name != "shop"));
}
