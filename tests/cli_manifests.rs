//! `blueprint check --manifests`, run as somebody would who has no model.

mod blueprint;

use std::{io::Write, process::Stdio};

use blueprint::Desk;

/// A cluster as one finds it, with mistakes of every kind in it.
const CLUSTER: &str = "\
apiVersion: kafka.strimzi.io/v1beta2
kind: KafkaNodePool
metadata:
  name: mixed
  labels:
    strimzi.io/cluster: shop
spec:
  replicas: 3
  roles: [controller, broker]
  storage:
    type: jbod
    volumes:
      - id: 0
        type: persistent-claim
        size: 100Gi
---
apiVersion: kafka.strimzi.io/v1beta2
kind: Kafka
metadata:
  name: shop
  annotations:
    strimzi.io/node-pools: enabled
    strimzi.io/kraft: enabled
spec:
  kafka:
    version: 3.9.0
    listeners:
      - name: tls
        port: 9093
        type: internal
        tls: true
        authentication:
          type: tls
    authorization:
      type: simple
    config:
      auto.create.topics.enable: false
      default.replication.factor: 3
      min.insync.replicas: 4
      num.netwrok.threads: 8
    metricsConfig:
      type: jmxPrometheusExporter
      valueFrom:
        configMapKeyRef:
          name: shop-metrics
          key: rules.yml
  entityOperator:
    userOperator: {}
";

const TOPIC_AND_USER: &str = "\
apiVersion: kafka.strimzi.io/v1beta2
kind: KafkaTopic
metadata:
  name: orders
  labels:
    strimzi.io/cluster: shop
spec:
  partitions: 6
  replicas: 5
  config:
    cleanup.policy: compact
    retention.ms: 604800000
---
apiVersion: kafka.strimzi.io/v1beta2
kind: KafkaUser
metadata:
  name: billing
  labels:
    strimzi.io/cluster: shop
spec:
  authentication:
    type: scram-sha-512
  authorization:
    type: simple
    acls:
      - resource: {type: topic, name: order, patternType: literal}
        operations: [Read, Describe]
";

fn shop() -> Desk {
    let desk = Desk::empty();
    desk.write("shop/kafka.yaml", CLUSTER);
    desk.write("shop/more/topics.yml", TOPIC_AND_USER);
    desk
}

#[test]
fn anybodys_manifests_get_the_same_findings_at_their_own_places() {
    insta::assert_snapshot!(shop().run(&["check", "--manifests", "shop"]));
}

#[test]
fn standard_input_is_read_too() {
    let desk = Desk::empty();
    let mut command = desk.command(&["check", "--manifests", "-", "--operator-version", "0.45.0"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut stream = child.stdin.take().unwrap();
    stream.write_all(CLUSTER.as_bytes()).unwrap();
    drop(stream);
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("--> standard input:39:28"), "{said}");
    assert!(said.contains("held against Strimzi 0.45.0"), "{said}");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn how_it_ends_is_a_contract() {
    let desk = shop();
    let ends = |arguments: &[&str]| {
        let output = desk.command(&[&["check"], arguments].concat()).output();
        output.unwrap().status.code().unwrap()
    };
    desk.write(
        "good/config.yaml",
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n",
    );
    desk.write("bad/latin.yaml", b"a: \xe9");
    desk.write("empty/notes.txt", "nothing");
    assert_eq!(ends(&["--manifests", "good"]), 0);
    assert_eq!(ends(&["--manifests", "shop"]), 2);
    assert_eq!(ends(&["--manifests", "bad"]), 2);
    assert_eq!(ends(&["--manifests", "empty"]), 1);
    assert_eq!(ends(&["--manifests", "nowhere"]), 1);
    assert_eq!(ends(&["--manifests", "shop", "prod"]), 1);
    assert_eq!(
        ends(&["--manifests", "shop", "--operator-version", "0.39.0"]),
        1
    );
    assert_eq!(ends(&["--operator-version", "0.40.0"]), 1);
    assert_eq!(ends(&["--manifests", "shop", "--crds", "shop"]), 1);
}

#[test]
fn what_cannot_be_done_says_why() {
    let desk = shop();
    desk.write("empty/notes.txt", "nothing");
    insta::assert_snapshot!(desk.run(&["check", "--manifests", "empty"]), @"
    [err]
    error: No file below `empty` ends in .yaml, .yml or .json.
    [exit 1]
    ");
    insta::assert_snapshot!(desk.run(&["check", "--manifests", "nowhere"]), @"
    [err]
    error: `nowhere` could not be read: No such file or directory (os error 2).
    [exit 1]
    ");
    insta::assert_snapshot!(desk.run(&["check", "--crds", "prod"]), @"
    [err]
    error: `--crds` takes a file only with `--manifests`, and here it takes `prod` for one.
      The names of environments stand before `--crds`.
    [exit 1]
    ");
    insta::assert_snapshot!(desk.run(&["check", "--manifests", "shop", "--crds", "shop"]), @"
    [err]
    error: `shop` holds no definition of Strimzi's kinds.
      Strimzi publishes them with each release as `strimzi-crds-VERSION.yaml`.
    [exit 1]
    ");
}

#[test]
fn given_definitions_stand_in_for_those_of_the_release() {
    let desk = Desk::empty();
    desk.write(
        "crds.yaml",
        "\
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: kafkatopics.kafka.strimzi.io}
spec:
  group: kafka.strimzi.io
  names: {kind: KafkaTopic}
  versions:
  - name: v2
    schema:
      openAPIV3Schema:
        type: object
        properties:
          spec: {type: object, properties: {colour: {type: string, enum: [red, blue]}}}
",
    );
    let topic = |version: &str, colour: &str| {
        format!(
            "apiVersion: kafka.strimzi.io/{version}\nkind: KafkaTopic\nmetadata: {{name: a, labels: {{strimzi.io/cluster: b}}}}\nspec: {{colour: {colour}}}\n"
        )
    };
    desk.write("topics/a.yaml", topic("v2", "green"));
    desk.write(
        "topics/b.yaml",
        topic("v1", "red").replace("name: a", "name: b"),
    );
    desk.write("topics/c.json", "{\"apiVersion\": \"kafka.strimzi.io/v2\", \"kind\": \"KafkaTopic\", \"metadata\": {\"name\": \"c\", \"labels\": {\"strimzi.io/cluster\": \"b\"}}, \"spec\": {\"colour\": \"red\"}}");
    insta::assert_snapshot!(desk.run(&["check", "--manifests", "topics", "--crds", "crds.yaml"]), @r#"
    [out]
    error[manifest/invalid-value]: the KafkaTopic `a` has a value that its definition refuses at `spec.colour`: "green" is not one of "red" or "blue"
     --> topics/a.yaml:4:16
      |
    4 | spec: {colour: green}
      |                ^^^^^
      |
      = why: refused: the cluster says no when this is applied
      = more: blueprint explain manifest/invalid-value

    error[manifest/api-version]: the given definitions have no `v1` of the kind KafkaTopic
     --> topics/b.yaml:1:13
      |
    1 | apiVersion: kafka.strimzi.io/v1
      |             ^^^^^^^^^^^^^^^^^^^
      |
      = why: refused: the cluster says no when this is applied
      = help: it serves `v2`
      = more: blueprint explain manifest/api-version

    advice[manifest/release]: held against Strimzi 1.2.0: the newest that serves kafka.strimzi.io/v1, since no operator is among the manifests
     --> topics/a.yaml:1:13
      |
    1 | apiVersion: kafka.strimzi.io/v2
      |             ^^^^^^^^^^^^^^^^^^^
      |
      = help: `--operator-version` names another release
      = more: blueprint explain manifest/release

    advice[manifest/not-checked]: not checked beyond the schema: 3 KafkaTopic of the cluster `b`, whose Kafka is not among the manifests
     --> topics/a.yaml:3:18
      |
    3 | metadata: {name: a, labels: {strimzi.io/cluster: b}}
      |                  ^
      |
      = more: blueprint explain manifest/not-checked

    advice[manifest/not-checked]: not checked beyond the schema: `spec.colour` of KafkaTopic, which no rule knows
     --> topics/a.yaml:4:8
      |
    4 | spec: {colour: green}
      |        ^^^^^^

    2 errors and 3 pieces of advice in topics.
    [exit 2]
    "#);
}

#[test]
fn json_has_the_place_in_the_manifest() {
    let desk = shop();
    let arguments = ["check", "--manifests", "shop", "--format", "json"];
    let output = desk.command(&arguments).output().unwrap();
    let document: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let findings = document["findings"].as_array().unwrap();
    let finding = findings
        .iter()
        .find(|one| one["rule"] == "topic/replicas")
        .unwrap();
    assert_eq!(finding["path"], "topics.orders.replicas");
    assert_eq!(finding["file"], "shop/more/topics.yml");
    assert_eq!(finding["line"], 9);
}
