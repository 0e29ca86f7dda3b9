//! Sets in the style of Strimzi's documentation, from ZooKeeper to `v1`, and other kinds.

use crate::set::{BASE, and, found, with};

/// A cluster on ZooKeeper, as releases before 0.46 ran it.
const ZOOKEEPER: &str = "\
apiVersion: kafka.strimzi.io/v1beta2
kind: Kafka
metadata: {name: old, namespace: kafka}
spec:
  kafka:
    version: 3.7.0
    replicas: 3
    listeners:
    - {name: tls, port: 9093, type: internal, tls: true, authentication: {type: tls}}
    authorization: {type: simple}
    config: {auto.create.topics.enable: false, default.replication.factor: 3, min.insync.replicas: 2, offsets.topic.replication.factor: 5}
    storage: {type: persistent-claim, size: 100Gi}
  zookeeper:
    replicas: 3
    storage: {type: persistent-claim, size: 10Gi}
  entityOperator: {topicOperator: {}, userOperator: {}}
---
apiVersion: kafka.strimzi.io/v1beta2
kind: KafkaTopic
metadata: {name: orders, namespace: kafka, labels: {strimzi.io/cluster: old}}
spec: {partitions: 6, replicas: 4}
";

#[test]
fn zookeeper() {
    insta::assert_snapshot!(found("", "0.40.0", ZOOKEEPER), @"
    error broker-config/replication at 11:137
      `offsets.topic.replication.factor` is 5, and the cluster has 3 brokers
      help: write at most 3, or add brokers
    error topic/replicas at 21:33
      the topic `orders` has 4 copies, and the cluster has 3 brokers
      help: write at most 3, or add brokers
    warning monitoring/metrics at 3:18
      the brokers show no metrics, so no alert about them can fire
      help: write `metricsConfig` with the type `jmxPrometheusExporter`
    ");
    insta::assert_snapshot!(found("manifest/not-checked", "0.40.0", ZOOKEEPER), @"
    advice manifest/not-checked at 3:18
      not checked: what only a model says: applications with their client settings, the schema registry, the Kafka UI, alerts, the API server, the version of Kubernetes, and whether topics and users exist that have no resource here
    advice manifest/not-checked at 3:18
      not checked: the cluster `old` by `version/metadata-level`, `version/metadata-newer`, `version/metadata-older`, `broker-config/message-format`, `node-pool/`, `storage/volume-count`, `name/length`, because it runs on ZooKeeper, and the model has KRaft alone
    advice manifest/not-checked at 13:3
      not checked beyond the schema: `spec.zookeeper` of Kafka, which no rule knows
    ");
    insta::assert_snapshot!(found("manifest/", "0.46.0", ZOOKEEPER), @"
    error manifest/zookeeper at 13:3
      Strimzi 0.46.0 runs no ZooKeeper
      help: migrate to KRaft with Strimzi 0.45 first, or hold it against the release that runs with `--operator-version`
    advice manifest/release at 1:13
      held against Strimzi 0.46.0: as `--operator-version` asks
      help: `--operator-version` names another release
    advice manifest/not-checked at 3:18
      not checked: what only a model says: applications with their client settings, the schema registry, the Kafka UI, alerts, the API server, the version of Kubernetes, and whether topics and users exist that have no resource here
    advice manifest/not-checked at 7:5
      not checked beyond the schema: `spec.kafka.replicas`, `spec.kafka.storage` of Kafka, which no rule knows
    ");
    let ignored = BASE
        .replace("kafka.strimzi.io/v1", "kafka.strimzi.io/v1beta2")
        .replace(
            "labels: {team: shop}",
            "annotations: {strimzi.io/kraft: enabled, strimzi.io/node-pools: enabled}",
        )
        .replace(
            "  entityOperator:",
            "  zookeeper: {replicas: 3, storage: {type: ephemeral}}\n  entityOperator:",
        );
    insta::assert_snapshot!(found("manifest/zookeeper", "0.45.0", &ignored), @"
    warning manifest/zookeeper at 37:3
      a cluster in KRaft mode ignores `spec.zookeeper`
      help: take it away, after a migration once `status.kafkaMetadataState` of the Kafka is `KRaft`
    ");
    assert_eq!(
        found(
            "manifest/zookeeper",
            "0.45.0",
            &ignored.replace(
                "  zookeeper: {replicas: 3, storage: {type: ephemeral}}\n",
                ""
            )
        ),
        ""
    );
}

/// A bug: brokers in node pools were taken for a cluster in KRaft mode.
#[test]
fn zookeeper_with_node_pools() {
    let pool = "\
apiVersion: kafka.strimzi.io/v1beta2
kind: KafkaNodePool
metadata: {name: brokers, namespace: kafka, labels: {strimzi.io/cluster: old}}
spec:
  replicas: 3
  roles: [broker]
  storage: {type: jbod, volumes: [{id: 0, type: persistent-claim, size: 100Gi}]}
";
    let without = format!("{ZOOKEEPER}---\n{pool}");
    let enabled =
        "namespace: kafka, annotations: {strimzi.io/node-pools: enabled}}\nspec:\n  kafka:";
    let with = without.replacen("namespace: kafka}\nspec:\n  kafka:", enabled, 1);
    insta::assert_snapshot!(found("manifest/kraft", "0.45.0", &without), @"
    error manifest/kraft at 3:18
      the Kafka `old` lacks `strimzi.io/node-pools: enabled`, without which Strimzi 0.45.0 passes over its node pools
      help: add the annotation below `metadata.annotations`
    ");
    for rule in ["manifest/kraft", "manifest/zookeeper", "node-pool/none"] {
        assert_eq!(found(rule, "0.45.0", &with), "");
    }
    insta::assert_snapshot!(found("topic/replicas", "0.45.0", &with), @"
    error topic/replicas at 21:33
      the topic `orders` has 4 copies, and the cluster has 3 brokers
      help: write at most 3, or add brokers
    ");
    // Where it is new it lacks one annotation, where it runs another one; both are said.
    let controllers = with.replace("roles: [broker]", "roles: [controller, broker]");
    insta::assert_snapshot!(found("manifest/kraft", "0.45.0", &controllers), @"
    error manifest/kraft at 3:18
      the Kafka `old` has `spec.zookeeper` and no `strimzi.io/kraft: enabled`, so Strimzi 0.45.0 takes it for one on ZooKeeper and refuses controllers such as those of the node pool `brokers`
      help: write `strimzi.io/kraft: migration` where the cluster runs and is to move to KRaft, `strimzi.io/kraft: enabled` where it is new, or take the controllers away
    ");
    let passed_over = without.replace("roles: [broker]", "roles: [controller]");
    insta::assert_snapshot!(found("manifest/kraft", "0.45.0", &passed_over), @"
    error manifest/kraft at 3:18
      the Kafka `old` lacks `strimzi.io/node-pools: enabled`, without which Strimzi 0.45.0 passes over its node pools
      help: add it below `metadata.annotations`, with `strimzi.io/kraft: migration` where the cluster runs and is to move to KRaft, `strimzi.io/kraft: enabled` where it is new
    ");
}

/// Strimzi stops before a migration from old versions, or from versions that differ.
#[test]
fn versions_of_a_migration() {
    let annotated = |mode: &str, version: &str, config: &str| {
        let metadata = format!(
            "namespace: kafka, annotations: {{strimzi.io/node-pools: enabled, strimzi.io/kraft: {mode}}}}}\nspec:\n  kafka:"
        );
        let set = ZOOKEEPER.replacen("namespace: kafka}\nspec:\n  kafka:", &metadata, 1);
        let set = set.replacen("version: 3.7.0", version, 1);
        found(
            "manifest/kraft",
            "0.40.0",
            &set.replacen("config: {", &format!("config: {{{config}"), 1),
        )
    };
    insta::assert_snapshot!(annotated("migration", "version: 3.6.1", ""), @"
    error manifest/kraft at 6:14
      Strimzi migrates Kafka 3.7.0 and newer to KRaft, and this is 3.6.1
      help: upgrade Kafka on ZooKeeper first, and write the annotation after that
    ");
    let protocol = "inter.broker.protocol.version: '3.6', ";
    insta::assert_snapshot!(annotated("migration", "version: 3.7.0\n    metadataVersion: 3.7-IV4", protocol), @"
    error manifest/kraft at 12:45
      Strimzi migrates to KRaft only where `metadataVersion` and `inter.broker.protocol.version` are of one version, and they are 3.7-IV4 and 3.6
      help: write that of the Kafka that runs into each of them, and the annotation after the brokers have it
    ");
    let same = "inter.broker.protocol.version: '3.7', log.message.format.version: '3.7', ";
    let whole = "version: 3.7.0\n    metadataVersion: 3.7-IV4";
    assert_eq!(annotated("migration", whole, same), "");
    assert_eq!(annotated("migration", "version: 3.7.0", ""), "");
    assert_eq!(annotated("rollback", "version: 3.6.1", protocol), "");
}

/// A bug: the manifests of a migration were refused, and `spec.zookeeper` was to be taken away.
#[test]
fn migration_to_kraft() {
    let pool = |name: &str, size: &str| {
        format!(
            "---
apiVersion: kafka.strimzi.io/v1beta2
kind: KafkaNodePool
metadata: {{name: {name}s, namespace: kafka, labels: {{strimzi.io/cluster: old}}}}
spec:
  replicas: 3
  roles: [{name}]
  storage: {{type: jbod, volumes: [{{id: 0, type: persistent-claim, size: {size}}}]}}
"
        )
    };
    let brokers = format!("{ZOOKEEPER}{}", pool("broker", "100Gi"));
    let both = format!("{brokers}{}", pool("controller", "10Gi"));
    let annotated = |set: &str, annotations: &str| {
        let metadata =
            format!("namespace: kafka, annotations: {{{annotations}}}}}\nspec:\n  kafka:");
        set.replacen("namespace: kafka}\nspec:\n  kafka:", &metadata, 1)
    };
    let pools = "strimzi.io/node-pools: enabled";
    let step = |value: &str| annotated(&both, &format!("{pools}, strimzi.io/kraft: {value}"));
    for value in ["migration", "Migration", "rollback"] {
        for rule in ["manifest/kraft", "manifest/zookeeper", "node-pool/"] {
            assert_eq!(found(rule, "0.45.0", &step(value)), "", "{value}");
        }
    }
    // Its nodes are known, so that what stands beside them is judged.
    insta::assert_snapshot!(found("topic/replicas", "0.45.0", &step("migration")), @"
    error topic/replicas at 21:33
      the topic `orders` has 4 copies, and the cluster has 3 brokers
      help: write at most 3, or add brokers
    ");
    insta::assert_snapshot!(found("manifest/not-checked", "0.45.0", &step("migration")), @"
    advice manifest/not-checked at 3:18
      not checked: what only a model says: applications with their client settings, the schema registry, the Kafka UI, alerts, the API server, the version of Kubernetes, and whether topics and users exist that have no resource here
    advice manifest/not-checked at 3:18
      not checked: the cluster `old` by `version/metadata-level`, `version/metadata-newer`, `version/metadata-older`, `broker-config/message-format`, because it is between ZooKeeper and KRaft, and how far it has come stands in its status alone
    advice manifest/not-checked at 7:5
      not checked beyond the schema: `spec.kafka.replicas`, `spec.kafka.storage`, `spec.zookeeper` of Kafka, which no rule knows
    ");
    // The annotations of its beginning and its end.
    insta::assert_snapshot!(found("manifest/kraft", "0.45.0", &step("disabled")), @"
    error manifest/kraft at 3:18
      the Kafka `old` has `spec.zookeeper` and no `strimzi.io/kraft: enabled`, so Strimzi 0.45.0 takes it for one on ZooKeeper and refuses controllers such as those of the node pool `controllers`
      help: write `strimzi.io/kraft: migration` where the cluster runs and is to move to KRaft, `strimzi.io/kraft: enabled` where it is new, or take the controllers away
    ");
    insta::assert_snapshot!(found("manifest/zookeeper", "0.45.0", &step("enabled")), @"
    warning manifest/zookeeper at 7:5
      a cluster in KRaft mode ignores `spec.kafka.replicas`
      help: take it away
    warning manifest/zookeeper at 12:5
      a cluster in KRaft mode ignores `spec.kafka.storage`
      help: take it away
    warning manifest/zookeeper at 13:3
      a cluster in KRaft mode ignores `spec.zookeeper`
      help: take it away, after a migration once `status.kafkaMetadataState` of the Kafka is `KRaft`
    ");
    // What the rule spoke of is no longer told to be unknown to every rule.
    let leftovers = found("manifest/not-checked", "0.45.0", &step("enabled"));
    assert!(!leftovers.contains("no rule knows"), "{leftovers}");
    let unpooled = annotated(&both, "strimzi.io/kraft: migration");
    insta::assert_snapshot!(found("manifest/kraft", "0.45.0", &unpooled), @"
    error manifest/kraft at 3:18
      the Kafka `old` lacks `strimzi.io/node-pools: enabled`, without which Strimzi 0.45.0 refuses to migrate it
      help: add the annotation below `metadata.annotations`
    ");
    let one = annotated(&brokers, &format!("{pools}, strimzi.io/kraft: migration"));
    insta::assert_snapshot!(found("node-pool/none", "0.45.0", &one), @"
    error node-pool/none at 3:18
      no node of the cluster is a controller
      help: give a pool with at least one node the role `controller`
    ");
    // Later releases take those alone that have arrived.
    for release in ["0.46.0", "0.51.0"] {
        let told = found("manifest/zookeeper", release, &step("migration"));
        assert!(told.starts_with("error manifest/zookeeper"), "{told}");
        let told = found("manifest/zookeeper", release, &step("enabled"));
        assert!(told.starts_with("warning manifest/zookeeper"), "{told}");
        assert_eq!(found("manifest/kraft", release, &step("migration")), "");
    }
}

#[test]
fn kraft() {
    let rule = "manifest/kraft";
    let old = BASE.replace("kafka.strimzi.io/v1", "kafka.strimzi.io/v1beta2");
    insta::assert_snapshot!(found(rule, "0.45.0", &old), @"
    error manifest/kraft at 23:18
      the Kafka `shop` lacks `strimzi.io/node-pools: enabled` and `strimzi.io/kraft: enabled`, without which Strimzi 0.45.0 does not run it in KRaft mode
      help: add the annotations below `metadata.annotations`
    ");
    let half = old.replace(
        "labels: {team: shop}",
        "annotations: {strimzi.io/node-pools: enabled}",
    );
    insta::assert_snapshot!(found(rule, "0.47.0", &half), @"
    error manifest/kraft at 23:18
      the Kafka `shop` lacks `strimzi.io/kraft: enabled`, without which Strimzi 0.47.0 does not run it in KRaft mode
      help: add the annotations below `metadata.annotations`
    ");
    let both = old.replace(
        "labels: {team: shop}",
        "annotations: {strimzi.io/node-pools: Enabled, strimzi.io/kraft: enabled}",
    );
    assert_eq!(found(rule, "0.45.0", &both), "");
    assert_eq!(found(rule, "0.48.0", &old), "");
}

#[test]
fn kinds_that_no_rule_knows_are_told() {
    let connect = and("\
apiVersion: kafka.strimzi.io/v1
kind: KafkaConnect
metadata: {name: connect, namespace: kafka}
spec: {replicas: 1, bootstrapServers: shop-kafka-bootstrap:9093, groupId: a, configStorageTopic: a, offsetStorageTopic: b, statusStorageTopic: c, colour: red}
");
    insta::assert_snapshot!(found("manifest/", "1.2.0", &connect), @"
    error manifest/unknown-field at 66:147
      the KafkaConnect `connect` has a field `colour` that its definition does not know
      help: take it away
    advice manifest/release at 1:13
      held against Strimzi 1.2.0: as `--operator-version` asks
      help: `--operator-version` names another release
    advice manifest/not-checked at 23:18
      not checked: what only a model says: applications with their client settings, the schema registry, the Kafka UI, alerts, the API server, the version of Kubernetes, and whether topics and users exist that have no resource here
    advice manifest/not-checked at 65:18
      not checked: 1 KafkaConnect, which no rule knows
    ");
}

#[test]
fn what_the_model_cannot_say_shuts_the_rules_that_ask_for_it() {
    let custom = with(
        "authorization: {type: simple}\n    config",
        "authorization: {type: custom, authorizerClass: a.B}\n    config",
    );
    insta::assert_snapshot!(found("manifest/not-checked", "1.2.0", &custom), @"
    advice manifest/not-checked at 23:18
      not checked: what only a model says: applications with their client settings, the schema registry, the Kafka UI, alerts, the API server, the version of Kubernetes, and whether topics and users exist that have no resource here
    advice manifest/not-checked at 23:18
      not checked: the cluster `shop` by `user/authorization`, `user/no-rights`, `user/super-user`, `listener/open`, `listener/anonymous`, because the authorization is of a kind that the model does not have
    advice manifest/not-checked at 29:35
      not checked beyond the schema: `spec.kafka.authorization.authorizerClass` of Kafka, which no rule knows
    ");
    assert_eq!(found("", "1.2.0", &custom), "");
    let oauth = with(
        "authentication: {type: tls}}\n",
        "authentication: {type: custom, sasl: true}}\n",
    );
    insta::assert_snapshot!(found("manifest/not-checked", "1.2.0", &oauth), @"
    advice manifest/not-checked at 23:18
      not checked: what only a model says: applications with their client settings, the schema registry, the Kafka UI, alerts, the API server, the version of Kubernetes, and whether topics and users exist that have no resource here
    advice manifest/not-checked at 23:18
      not checked: the cluster `shop` by `user/listener`, `listener/open`, `listener/anonymous`, `listener/tls-required`, because the authentication of the listener `tls` is of a kind that the model does not have
    advice manifest/not-checked at 28:89
      not checked beyond the schema: `spec.kafka.listeners[].authentication.sasl` of Kafka, which no rule knows
    ");
    assert_eq!(found("", "1.2.0", &oauth), "");
    let plugin = with(
        "min.insync.replicas: 2\n",
        "min.insync.replicas: 2\n      com.example.zebra: 1\n",
    );
    assert_eq!(found("", "1.2.0", &plugin), "");
}

#[test]
fn each_cluster_is_judged() {
    let second = BASE
        .replace("shop", "mall")
        .replace("namespace: kafka", "namespace: mall")
        .replace("replicas: 3}", "replicas: 4}");
    insta::assert_snapshot!(found("", "1.2.0", &and(&second)), @"
    error topic/replicas at 114:33
      the topic `orders` has 4 copies, and the cluster has 3 brokers
      help: write at most 3, or add brokers
    ");
}

/// A bug: a set with anchors, which kubectl takes, was refused.
#[test]
fn anchors_and_merge_keys_are_read() {
    let topics = "\
---
apiVersion: kafka.strimzi.io/v1
kind: KafkaTopic
metadata: {name: a, namespace: kafka, labels: &labels {strimzi.io/cluster: shop}, annotations: {<<: *labels}}
spec: &spec {partitions: &many 3, replicas: 4}
---
apiVersion: v1
kind: List
items:
- apiVersion: kafka.strimzi.io/v1
  kind: KafkaTopic
  metadata: {name: b, namespace: kafka, labels: {strimzi.io/cluster: shop}}
  spec: &other {partitions: 3, replicas: 5}
- apiVersion: kafka.strimzi.io/v1
  kind: KafkaTopic
  metadata: {name: c, namespace: kafka, labels: {strimzi.io/cluster: shop}}
  spec: {<<: *other, replicas: 3}
- apiVersion: kafka.strimzi.io/v1
  kind: KafkaTopic
  metadata: {name: d, namespace: kafka, labels: {strimzi.io/cluster: shop}}
  spec: *other
";
    let set = format!("{BASE}{topics}");
    insta::assert_snapshot!(found("topic/replicas", "1.2.0", &set), @"
    error topic/replicas at 66:45
      the topic `a` has 4 copies, and the cluster has 3 brokers
      help: write at most 3, or add brokers
    error topic/replicas at 74:42
      the topic `b` has 5 copies, and the cluster has 3 brokers
      help: write at most 3, or add brokers
    error topic/replicas at 74:42
      the topic `d` has 5 copies, and the cluster has 3 brokers
      help: write at most 3, or add brokers
    ");
    assert_eq!(found("environment/", "1.2.0", &set), "");
}
