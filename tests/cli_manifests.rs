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
    insta::assert_snapshot!(shop().run(&["check", "--manifests", "shop"]), @"
    [out]
    error[version/kafka]: the operator 0.51.0 does not run Kafka 3.9.0
      --> shop/kafka.yaml:26:14
       |
    26 |     version: 3.9.0
       |              ^^^^^
       |
       = why: refused: the cluster says no when this is applied
       = help: it runs `4.1.0`, `4.1.1` and `4.2.0`
       = more: blueprint explain version/kafka

    error[broker-config/min-insync-replicas]: `min.insync.replicas` is 4, and `default.replication.factor` makes only 3: nothing can be written with acks=all
      --> shop/kafka.yaml:39:28
       |
    39 |       min.insync.replicas: 4
       |                            ^
       |
       = why: fails later: it is accepted and something breaks because of it
       = help: write `min.insync.replicas: 2`
       = more: blueprint explain broker-config/min-insync-replicas

    error[broker-config/unknown-key]: Kafka 3.9.0 knows no setting `num.netwrok.threads` of a broker
      --> shop/kafka.yaml:40:28
       |
    40 |       num.netwrok.threads: 8
       |                            ^
       |
       = why: ignored: nothing happens and nobody is told
       = help: did you mean `num.network.threads`?
       = more: blueprint explain broker-config/unknown-key

    error[manifest/entity-operator]: the cluster `shop` runs no topic operator, so nothing happens to the KafkaTopic `orders`
     --> shop/more/topics.yml:4:9
      |
    4 |   name: orders
      |         ^^^^^^
      |
      = why: ignored: nothing happens and nobody is told
      = help: write `entityOperator: {topicOperator: {}}` into the spec of the Kafka
      = more: blueprint explain manifest/entity-operator

    error[topic/replicas]: the topic `orders` has 5 copies, and the cluster has 3 brokers
     --> shop/more/topics.yml:9:13
      |
    9 |   replicas: 5
      |             ^
      |
      = why: fails later: it is accepted and something breaks because of it
      = help: write at most 3, or add brokers
      = more: blueprint explain topic/replicas

    error[user/listener]: the user `billing` has `scram-sha-512`, and no listener has `authentication: scram-sha-512`
      --> shop/more/topics.yml:22:11
       |
    22 |     type: scram-sha-512
       |           ^^^^^^^^^^^^^
       |
       = why: ignored: nothing happens and nobody is told
       = help: give a listener `authentication: scram-sha-512`, or the user another one
       = more: blueprint explain user/listener

    warning[topic/retention]: the topic `orders` is compacted, and `retention` says nothing to it
      --> shop/more/topics.yml:12:19
       |
    12 |     retention.ms: 604800000
       |                   ^^^^^^^^^
       |
       = why: ignored: nothing happens and nobody is told
       = help: write `cleanup: compact,delete`, or take it away
       = more: blueprint explain topic/retention

    warning[acl/unreachable]: an entry of the user `billing` is about the topic `order`, which is not in the model
      --> shop/more/topics.yml:26:39
       |
    26 |       - resource: {type: topic, name: order, patternType: literal}
       |                                       ^^^^^
       |
       = why: ignored: nothing happens and nobody is told
       = help: did you mean `orders`?
       = more: blueprint explain acl/unreachable

    advice[manifest/release]: held against Strimzi 0.51.0: the newest that serves kafka.strimzi.io/v1beta2, since no operator is among the manifests
     --> shop/kafka.yaml:1:13
      |
    1 | apiVersion: kafka.strimzi.io/v1beta2
      |             ^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: `--operator-version` names another release
      = more: blueprint explain manifest/release

    advice[node-pool/dual-role]: the nodes of the pool `mixed` are controllers and brokers, so their number can't be changed later
     --> shop/kafka.yaml:9:3
      |
    9 |   roles: [controller, broker]
      |   ^^^^^
      |
      = help: keep it for a cluster that stays as small as it is; else make a pool for each role
      = more: blueprint explain node-pool/dual-role

    advice[manifest/not-checked]: not checked: the ConfigMap `shop-metrics`, which the Kafka `shop` names and which is not among the manifests
      --> shop/kafka.yaml:45:17
       |
    45 |           name: shop-metrics
       |                 ^^^^^^^^^^^^
       |
       = more: blueprint explain manifest/not-checked

    6 errors, 2 warnings and 3 pieces of advice in shop.
    [exit 2]
    ");
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
