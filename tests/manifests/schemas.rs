//! Fields and values that the definitions of a release do not have.

use crate::set::{BASE, found, with};

#[test]
fn api_version() {
    let rule = "manifest/api-version";
    let old = BASE.replace("kafka.strimzi.io/v1", "kafka.strimzi.io/v1beta2");
    let first = |text: &str| text.lines().take(3).collect::<Vec<_>>().join("\n");
    insta::assert_snapshot!(first(&found(rule, "1.2.0", &old)), @"
    error manifest/api-version at 1:13
      Strimzi 1.2.0 serves no `v1beta2` of the kind KafkaNodePool
      help: it serves `v1`
    ");
    insta::assert_snapshot!(first(&found(rule, "0.45.0", BASE)), @"
    error manifest/api-version at 1:13
      Strimzi 0.45.0 serves no `v1` of the kind KafkaNodePool
      help: it serves `v1beta2`
    ");
    assert_eq!(found(rule, "0.50.0", &old), "");
    assert_eq!(found(rule, "0.50.0", BASE), "");
}

#[test]
fn unknown_field() {
    let rule = "manifest/unknown-field";
    let topic = |spec: &str| with("{partitions: 6, replicas: 3}", spec);
    insta::assert_snapshot!(found(rule, "1.2.0", &topic("{partition: 6, replicas: 3}")), @"
    error manifest/unknown-field at 52:8
      the KafkaTopic `orders` has a field `partition` that its definition does not know
      help: did you mean `partitions`?
    ");
    let old = BASE.replace("kafka.strimzi.io/v1", "kafka.strimzi.io/v1beta2");
    let late = old.replace(
        "tls: true, authentication",
        "tls: true, configuration: {hostTemplate: a}, authentication",
    );
    insta::assert_snapshot!(found(rule, "0.40.0", &late), @"
    error manifest/unknown-field at 28:74
      the Kafka `shop` has a field `hostTemplate` that its definition does not know
      help: Strimzi 0.44.0 is the first to have it
    ");
    assert_eq!(found(rule, "0.45.0", &late), "");
    let gone = with(
        "  entityOperator:",
        "  zookeeper: {replicas: 3}\n  entityOperator:",
    );
    insta::assert_snapshot!(found(rule, "1.2.0", &gone), @"
    error manifest/unknown-field at 37:3
      the Kafka `shop` has a field `zookeeper` that its definition does not know
      help: take it away: no release has it in `v1`; `v1beta2` has it up to Strimzi 0.51.0
    ");
}

/// A bug: a field that only `v1beta2` has was said to have been in `v1` once.
#[test]
fn unknown_field_of_another_version_of_the_api() {
    let rule = "manifest/unknown-field";
    let resources = with(
        "    version: 4.2.0",
        "    version: 4.2.0\n    resources: {requests: {memory: 4Gi}}",
    );
    insta::assert_snapshot!(found(rule, "1.2.0", &resources), @"
    error manifest/unknown-field at 27:5
      the Kafka `shop` has a field `resources` that its definition does not know
      help: take it away: no release has it in `v1`; `v1beta2` has it up to Strimzi 0.51.0
    ");
    insta::assert_snapshot!(found(rule, "0.51.0", &resources), @"
    error manifest/unknown-field at 27:5
      the Kafka `shop` has a field `resources` that its definition does not know
      help: take it away: no release has it in `v1`; `v1beta2` has it up to Strimzi 0.51.0
    ");
    let old = resources.replace("kafka.strimzi.io/v1", "kafka.strimzi.io/v1beta2");
    assert_eq!(found(rule, "0.51.0", &old), "");
}

#[test]
fn missing_field() {
    let rule = "manifest/missing-field";
    insta::assert_snapshot!(found(rule, "1.2.0", &with("port: 9093, ", "")), @"
    error manifest/missing-field at 28:7
      the Kafka `shop` lacks the field `port` at `spec.kafka.listeners[0]`
      help: write `port`
    ");
    // The topic operator takes the brokers' default where the number is not written.
    let least = with("{partitions: 6, replicas: 3}", "{}");
    assert_eq!(found(rule, "1.2.0", &least), "");
}

#[test]
fn invalid_value() {
    let rule = "manifest/invalid-value";
    insta::assert_snapshot!(found(rule, "1.2.0", &with("partitions: 6", "partitions: 0")), @"
    error manifest/invalid-value at 52:20
      the KafkaTopic `orders` has a value that its definition refuses at `spec.partitions`: 0 is less than the minimum of 1
    ");
    insta::assert_snapshot!(found(rule, "1.2.0", &with("type: internal", "type: intern")), @r#"
    error manifest/invalid-value at 28:37
      the Kafka `shop` has a value that its definition refuses at `spec.kafka.listeners[0].type`: "intern" is not one of "internal", "route" or 5 other candidates
    "#);
    assert_eq!(
        found(rule, "1.2.0", &with("partitions: 6", "partitions: 1")),
        ""
    );
}

#[test]
fn a_setting_is_a_single_value() {
    let rule = "manifest/invalid-value";
    let broker = |value: &str| {
        with(
            "min.insync.replicas: 2",
            &format!("min.insync.replicas: {value}"),
        )
    };
    insta::assert_snapshot!(found(rule, "1.2.0", &broker("[2]")), @"
    error manifest/invalid-value at 33:7
      the setting `min.insync.replicas` is a list, and the operator takes single values
      help: write it as text, with commas between several values
    ");
    insta::assert_snapshot!(found(rule, "1.2.0", &broker("null")), @"
    warning manifest/invalid-value at 33:7
      the setting `min.insync.replicas` has no value
      help: write a value, or take it away
    ");
    let topic = |value: &str| {
        with(
            "replicas: 3}\n---\napiVersion: kafka.strimzi.io/v1\nkind: KafkaUser",
            &format!(
                "replicas: 3, config: {{cleanup.policy: {value}}}}}\n---\napiVersion: kafka.strimzi.io/v1\nkind: KafkaUser"
            ),
        )
    };
    assert_eq!(found("", "1.2.0", &topic("[compact, delete]")), "");
    insta::assert_snapshot!(found("", "1.2.0", &topic("{a: b}")), @"
    error manifest/invalid-value at 52:45
      the setting `cleanup.policy` is a map, and the operator takes single values
      help: write it as text, with commas between several values
    ");
    insta::assert_snapshot!(found("", "1.2.0", &topic("remove")), @"
    error topic/setting at 52:61
      `cleanup.policy` can't be `remove`: `remove` is not one of compact, delete
    ");
}

/// A bug: numbers as Helm writes them were refused, and kubectl hands them on as digits.
#[test]
fn whole_numbers_with_an_exponent() {
    let topic = |spec: &str| with("{partitions: 6, replicas: 3}", spec);
    let helm = "{partitions: 12.0, replicas: 3.0, config: {retention.ms: 6.048e+08, segment.bytes: 1.073741824e+09}}";
    assert_eq!(found("", "1.2.0", &topic(helm)), "");
    // The definition's and Kafka's bounds are held against the number that it is.
    insta::assert_snapshot!(found("", "1.2.0", &topic("{partitions: 6.5, replicas: 3}")), @r#"
    error manifest/invalid-value at 52:20
      the KafkaTopic `orders` has a value that its definition refuses at `spec.partitions`: 6.5 is not of type "integer"
    "#);
    insta::assert_snapshot!(found("", "1.2.0", &topic("{partitions: 6, replicas: 3, config: {segment.bytes: 1.3e+01}}")), @"
    error topic/setting at 52:60
      `segment.bytes` can't be `13`: it is below the least value, 1048576
    ");
    insta::assert_snapshot!(found("", "1.2.0", &topic("{partitions: 6, replicas: 3, config: {segment.bytes: '1.073741824e+09'}}")), @"
    error topic/setting at 52:60
      `segment.bytes` can't be `1.073741824e+09`: it is not a whole number of 32 bits
    ");
    insta::assert_snapshot!(found("", "1.2.0", &with("version: 4.2.0", "version: 4.0")), @r#"
    error manifest/invalid-value at 26:14
      the Kafka `shop` has a value that its definition refuses at `spec.kafka.version`: 4 is not of type "string"
    "#);
}

#[test]
fn what_the_definition_refuses_is_told_once() {
    insta::assert_snapshot!(found("", "1.2.0", &with("port: 9093", "port: 9091")), @"
    error manifest/invalid-value at 28:25
      the Kafka `shop` has a value that its definition refuses at `spec.kafka.listeners[0].port`: 9091 is less than the minimum of 9092
    ");
}

#[test]
fn release() {
    let told = |text: &str| found("manifest/release", "", text);
    insta::assert_snapshot!(told(BASE), @"
    advice manifest/release at 1:13
      held against Strimzi 1.2.0: the newest that serves kafka.strimzi.io/v1, since no operator is among the manifests
      help: `--operator-version` names another release
    ");
    let old = BASE.replace("kafka.strimzi.io/v1", "kafka.strimzi.io/v1beta2");
    insta::assert_snapshot!(told(&old), @"
    advice manifest/release at 1:13
      held against Strimzi 0.51.0: the newest that serves kafka.strimzi.io/v1beta2, since no operator is among the manifests
      help: `--operator-version` names another release
    ");
    let operator = |tag: &str| {
        format!("{BASE}---
apiVersion: apps/v1
kind: Deployment
metadata: {{name: operator, namespace: kafka}}
spec: {{template: {{spec: {{containers: [{{name: o, image: \"quay.io/strimzi/operator:{tag}\", env: [{{name: STRIMZI_NAMESPACE, value: shop}}]}}]}}}}}}
")
    };
    insta::assert_snapshot!(told(&operator("1.1.0")), @"
    advice manifest/release at 66:56
      held against Strimzi 1.1.0: the image of the operator in `operator`
      help: `--operator-version` names another release
    ");
    insta::assert_snapshot!(told(&operator("latest")), @"
    advice manifest/release at 1:13
      held against Strimzi 1.2.0: the newest that serves kafka.strimzi.io/v1, since the image of the operator in `operator` has the tag `latest`, which is no release that is known
      help: `--operator-version` names another release
    ");
    let untagged = operator("latest").replace(":latest", "");
    assert!(told(&untagged).contains("the image of the operator in `operator` has no tag"));
    // A version of the API that no release of the catalogue serves is not claimed to be served.
    let older = BASE.replace("kafka.strimzi.io/v1", "kafka.strimzi.io/v1beta1");
    insta::assert_snapshot!(told(&older), @"
    advice manifest/release at 1:13
      held against Strimzi 1.2.0: the newest that is known, since no operator is among the manifests
      help: `--operator-version` names another release
    ");
    insta::assert_snapshot!(found("operator/watch", "", &operator("1.1.0")), @"
    error operator/watch at 66:129
      the operator does not watch the namespace `kafka`, where the cluster is
      help: write `watch: {namespaces: [kafka]}`
    ");
}

/// Without an operator, the newest release that runs the Kafka is meant, if there is one.
#[test]
fn the_kafka_tells_the_release() {
    let of = |kafka: &str| {
        let old = BASE.replace("kafka.strimzi.io/v1", "kafka.strimzi.io/v1beta2");
        found("manifest/release", "", &old.replace("4.2.0", kafka))
    };
    insta::assert_snapshot!(of("3.9.0"), @"
    advice manifest/release at 1:13
      held against Strimzi 0.47.0: the newest that serves kafka.strimzi.io/v1beta2 and runs Kafka 3.9.0, since no operator is among the manifests
      help: `--operator-version` names another release
    ");
    assert!(of("4.2.0").contains("held against Strimzi 0.51.0"));
    assert!(of("2.8.0").contains("held against Strimzi 0.51.0"));
}

/// A bug: what no release from 0.46 on runs was held against 0.51.0.
#[test]
fn zookeeper_and_the_kinds_tell_the_release() {
    let of = |text: &str| found("manifest/release", "", text);
    let kafka = |annotations: &str| {
        format!(
            "apiVersion: kafka.strimzi.io/v1beta2
kind: Kafka
metadata: {{name: old{annotations}}}
spec:
  kafka: {{replicas: 3, listeners: [{{name: tls, port: 9093, type: internal, tls: true}}], storage: {{type: ephemeral}}}}
  zookeeper: {{replicas: 3, storage: {{type: ephemeral}}}}
"
        )
    };
    insta::assert_snapshot!(of(&kafka("")), @"
    advice manifest/release at 1:13
      held against Strimzi 0.45.2: the newest that serves kafka.strimzi.io/v1beta2 and runs ZooKeeper, since no operator is among the manifests
      help: `--operator-version` names another release
    ");
    let done = ", annotations: {strimzi.io/kraft: enabled}";
    assert!(of(&kafka(done)).contains("held against Strimzi 0.51.0"));
    let mirror = |kind: &str, version: &str| {
        format!(
            "apiVersion: kafka.strimzi.io/v1beta2\nkind: {kind}\nmetadata: {{name: m}}\nspec: {{version: {version}}}\n"
        )
    };
    insta::assert_snapshot!(of(&mirror("KafkaMirrorMaker", "3.9.0")), @"
    advice manifest/release at 1:13
      held against Strimzi 0.45.2: the newest that serves kafka.strimzi.io/v1beta2, has the kind KafkaMirrorMaker and runs Kafka 3.9.0, since no operator is among the manifests
      help: `--operator-version` names another release
    ");
    insta::assert_snapshot!(of(&mirror("KafkaMirrorMaker2", "3.9.1")), @"
    advice manifest/release at 1:13
      held against Strimzi 0.47.0: the newest that serves kafka.strimzi.io/v1beta2 and runs Kafka 3.9.1, since no operator is among the manifests
      help: `--operator-version` names another release
    ");
    // What no release has is a mistake, and what excludes each other leaves the newest.
    assert!(of(&mirror("KafkaMirrorMakers", "2.0.0")).contains("held against Strimzi 0.51.0"));
    assert!(of(&mirror("KafkaMirrorMaker", "4.2.0")).contains("held against Strimzi 0.51.0"));
    assert!(of(&kafka("").replace("v1beta2", "v1")).contains("held against Strimzi 1.2.0"));
    let two = format!("{}---\n{}", kafka(""), mirror("KafkaConnect", "3.7.0"));
    insta::assert_snapshot!(of(&two), @"
    advice manifest/release at 1:13
      held against Strimzi 0.44.0: the newest that serves kafka.strimzi.io/v1beta2, runs Kafka 3.7.0 and runs ZooKeeper, since no operator is among the manifests
      help: `--operator-version` names another release
    ");
}
