//! The schemas of custom resources against objects that an API server accepts and refuses.

use kafka_blueprint::catalog::crd::{self, Coverage, Schema};
use kafka_blueprint::catalog::operator::{OperatorVersion, Release};
use serde_json::{Value, json};

fn release(text: &str) -> &'static Release {
    Release::of(text.parse().expect("a release of the catalogue"))
}

fn schema(version: &str, kind: &str) -> Schema {
    crd::schema(release(version), kind).expect("the release has the kind")
}

fn problems(schema: &Schema, object: &Value) -> Vec<String> {
    schema
        .validate(object)
        .iter()
        .map(ToString::to_string)
        .collect()
}

fn kafka(configuration: &Value) -> Value {
    json!({
        "apiVersion": "kafka.strimzi.io/v1beta2",
        "kind": "Kafka",
        "metadata": {"name": "todo", "labels": {"a/b": "c"}},
        "spec": {
            "kafka": {
                "version": "3.7.0",
                "listeners": [{
                    "name": "tls", "port": 9093, "type": "internal", "tls": true,
                    "authentication": {"type": "tls"},
                    "configuration": configuration,
                }],
                "config": {"min.insync.replicas": 2, "compression.type": "producer"},
            },
            "entityOperator": {"topicOperator": {}, "userOperator": {}},
        },
    })
}

#[test]
fn every_schema_compiles() {
    for release in OperatorVersion::all().map(Release::of) {
        for kind in release.kinds() {
            let schema = crd::schema(release, kind);
            assert!(schema.is_some(), "{} {kind}", release.number());
        }
    }
    assert!(crd::monitoring_schema("PodMonitor").is_some());
    assert!(crd::monitoring_schema("PrometheusRule").is_some());
    assert!(crd::monitoring_schema("Prometheus").is_none());
}

#[test]
fn a_kind_that_went_has_no_schema() {
    assert!(crd::schema(release("0.45.0"), "KafkaMirrorMaker").is_some());
    assert!(crd::schema(release("0.46.0"), "KafkaMirrorMaker").is_none());
}

#[test]
fn a_sound_kafka_has_no_violations() {
    let object = kafka(&json!({"bootstrap": {"alternativeNames": ["kafka.example"]}}));
    assert_eq!(problems(&schema("0.40.0", "Kafka"), &object), [""; 0]);
}

#[test]
fn a_field_of_a_later_release_is_unknown() {
    let object = kafka(&json!({"hostTemplate": "broker-{nodeId}.example"}));
    assert_eq!(
        problems(&schema("0.43.0", "Kafka"), &object),
        ["/spec/kafka/listeners/0/configuration/hostTemplate: the field `hostTemplate` is unknown"]
    );
    assert_eq!(problems(&schema("0.44.0", "Kafka"), &object), [""; 0]);
}

#[test]
fn a_mistyped_field_names_the_nearest() {
    let mut object = kafka(&json!({}));
    object["spec"]["entityOperator"] = json!({"topicOperater": {}});
    assert_eq!(
        problems(&schema("1.2.0", "Kafka"), &object),
        [
            "/spec/entityOperator/topicOperater: the field `topicOperater` is unknown; \
          `topicOperator` is the nearest known one"
        ]
    );
}

#[test]
fn every_violation_of_a_topic_is_found_at_once() {
    let topic = json!({
        "apiVersion": "kafka.strimzi.io/v1",
        "kind": "KafkaTopic",
        "metadata": {"name": "todo-events"},
        "spec": {"partitions": 0, "replicas": "3", "config": {"retention.ms": 60000}},
    });
    assert_eq!(
        problems(&schema("1.2.0", "KafkaTopic"), &topic),
        [
            "/spec/partitions: 0 is less than the minimum of 1",
            "/spec/replicas: \"3\" is not of type \"integer\"",
        ]
    );
}

#[test]
fn v1_requires_what_v1beta2_did_not() {
    let user = json!({
        "apiVersion": "kafka.strimzi.io/v1",
        "kind": "KafkaUser",
        "metadata": {"name": "backend"},
        "spec": {"authorization": {"type": "simple", "acls": [
            {"resource": {"type": "topic", "name": "todo-events"}},
        ]}},
    });
    assert_eq!(problems(&schema("0.48.0", "KafkaUser"), &user), [""; 0]);
    assert_eq!(
        problems(&schema("0.49.0", "KafkaUser"), &user),
        ["/spec/authorization/acls/0: the required field `operations` is missing"]
    );
}

#[test]
fn quantities_may_be_numbers_and_texts() {
    let pool = |cpu: Value| {
        json!({
            "apiVersion": "kafka.strimzi.io/v1",
            "kind": "KafkaNodePool",
            "metadata": {"name": "broker", "labels": {"strimzi.io/cluster": "todo"}},
            "spec": {
                "replicas": 3,
                "roles": ["broker"],
                "storage": {"type": "jbod", "volumes": [
                    {"id": 0, "type": "persistent-claim", "size": "100Gi"},
                ]},
                "resources": {"requests": {"cpu": cpu}},
            },
        })
    };
    let schema = schema("1.2.0", "KafkaNodePool");
    assert_eq!(problems(&schema, &pool(json!(2))), [""; 0]);
    assert_eq!(problems(&schema, &pool(json!("1500m"))), [""; 0]);
    assert_eq!(
        problems(&schema, &pool(json!(true))),
        ["/spec/resources/requests/cpu: true is not of types \"integer\", \"string\""]
    );
}

#[test]
fn releases_without_a_published_model_say_so() {
    let newer = Coverage::Newer(release("1.2.0").number());
    assert_eq!(schema("1.0.1", "Kafka").coverage(), newer);
    assert_eq!(schema("0.50.1", "Kafka").coverage(), Coverage::Same);
}

#[test]
fn a_rule_without_an_expression_is_refused() {
    let schema = crd::monitoring_schema("PrometheusRule").unwrap();
    let rule = |alert: Value| {
        json!({
            "apiVersion": "monitoring.coreos.com/v1",
            "kind": "PrometheusRule",
            "metadata": {"name": "kafka"},
            "spec": {"groups": [{"name": "kafka", "rules": [alert]}]},
        })
    };
    assert_eq!(
        problems(&schema, &rule(json!({"alert": "Down", "expr": "up == 0"}))),
        [""; 0]
    );
    assert_eq!(
        problems(&schema, &rule(json!({"alert": "Down"}))),
        ["/spec/groups/0/rules/0: the required field `expr` is missing"]
    );
}
