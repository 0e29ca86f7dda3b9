//! A set of objects that share names across groups, kinds and namespaces, with awkward values.

use kafka_blueprint::kubernetes::object::Object;
use serde_json::{Value, json};

/// The least integer that is not exact as a floating-point number.
pub const ABOVE_EXACT: i64 = (1 << 53) + 1;

pub fn object(api_version: &str, kind: &str, metadata: &Value, rest: &Value) -> Object {
    let mut value = json!({"apiVersion": api_version, "kind": kind, "metadata": metadata});
    let rest = rest.as_object().unwrap().clone();
    value.as_object_mut().unwrap().extend(rest);
    Object::new(value).unwrap()
}

pub fn custom(name: &str, spec: &Value) -> Object {
    let metadata = json!({"name": name, "namespace": "kafka"});
    object(
        "example.com/v1",
        "Example",
        &metadata,
        &json!({"spec": spec}),
    )
}

pub fn base() -> Vec<Object> {
    let in_kafka = |name: &str| json!({"name": name, "namespace": "kafka"});
    let everywhere = |name: &str| json!({"name": name});
    let labelled = json!({"name": "a.b", "namespace": "kafka", "labels": {}, "annotations": {
        "strimzi.io/a": "on", "b~c": "1e3",
    }});
    let env = json!([{"name": "Z", "value": "1"}, {"name": "A", "value": "2"}]);
    let container = json!({"name": "main", "image": "a:1", "env": env, "ports": [
        {"containerPort": 80, "protocol": "TCP"}, {"containerPort": 80, "protocol": "UDP"},
    ]});
    let pod = json!({"containers": [container], "terminationGracePeriodSeconds": ABOVE_EXACT});
    let deployment = json!({"spec": {"replicas": 1, "template": {"spec": pod}}});
    let service = json!({"spec": {"ports": [{"port": 1}, {"port": 2}], "a.b/c~d": {}}});
    let rules = json!({"rules": [{"verbs": ["get"]}]});
    let data = json!({"data": {"on": "y", "a/b": "1_000", "": "empty key", "text": "a\nb\n"}});
    let spec = json!({"spec": {"large": ABOVE_EXACT, "list": [1, [], {}], "map": {"a": true}}});
    let webhooks = json!({"webhooks": [{"name": "a", "timeoutSeconds": ABOVE_EXACT}]});
    let rbac = "rbac.authorization.k8s.io/v1";
    vec![
        object("v1", "Namespace", &everywhere("kafka"), &json!({})),
        object("v1", "ConfigMap", &in_kafka("settings"), &data),
        object("v1", "Service", &in_kafka("same"), &service),
        object("v1", "Service", &everywhere("same"), &service),
        object(
            "serving.knative.dev/v1",
            "Service",
            &in_kafka("same"),
            &service,
        ),
        object("apps/v1", "Deployment", &in_kafka("same"), &deployment),
        object(rbac, "ClusterRole", &everywhere("system:a"), &rules),
        object(rbac, "ClusterRole", &everywhere("system:A"), &rules),
        object(
            "admissionregistration.k8s.io/v1",
            "ValidatingWebhookConfiguration",
            &everywhere("same"),
            &webhooks,
        ),
        object("example.com/v1", "Example", &labelled, &spec),
        custom("aXb", &spec["spec"]),
        custom("c", &json!({"f": 1.5})),
        custom("d", &json!({})),
    ]
}
