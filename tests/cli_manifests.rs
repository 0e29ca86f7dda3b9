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
