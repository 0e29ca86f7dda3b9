//! Objects that do not find each other, or stand in each other's way.

use crate::set::{BASE, and, found, of, with};

/// A topic with other metadata.
fn topic(metadata: &str) -> String {
    and(&format!(
        "apiVersion: kafka.strimzi.io/v1\nkind: KafkaTopic\nmetadata: {{{metadata}}}\nspec: {{partitions: 1, replicas: 3}}\n"
    ))
}

#[test]
fn cluster_label() {
    let rule = "manifest/cluster-label";
    insta::assert_snapshot!(of(rule, &topic("name: a, namespace: kafka")), @"
    error manifest/cluster-label at 65:18
      the KafkaTopic `a` has no label `strimzi.io/cluster`, so no operator looks at it
      help: write `strimzi.io/cluster: shop` below `metadata.labels`
    ");
    insta::assert_snapshot!(of(rule, &topic("name: a, namespace: kafka, labels: {a: b}")), @"
    error manifest/cluster-label at 65:39
      the KafkaTopic `a` has no label `strimzi.io/cluster`, so no operator looks at it
      help: write `strimzi.io/cluster: shop` below `metadata.labels`
    ");
    assert_eq!(
        of(rule, &topic("name: a, labels: {strimzi.io/cluster: other}")),
        ""
    );
}

#[test]
fn unknown_cluster() {
    let rule = "manifest/unknown-cluster";
    insta::assert_snapshot!(of(rule, &topic("name: a, namespace: kafka, labels: {strimzi.io/cluster: shpo}")), @"
    error manifest/unknown-cluster at 65:68
      the KafkaTopic `a` belongs to the cluster `shpo`, and no Kafka has that name
      help: did you mean `shop`?
    ");
    let elsewhere = topic("name: a, namespace: kafka, labels: {strimzi.io/cluster: warehouse}");
    assert_eq!(of(rule, &elsewhere), "");
    insta::assert_snapshot!(of("manifest/not-checked", &elsewhere), @"
    advice manifest/not-checked at 23:18
      not checked: what only a model says: applications with their client settings, the schema registry, the Kafka UI, alerts, the API server, the version of Kubernetes, and whether topics and users exist that have no resource here
    advice manifest/not-checked at 65:18
      not checked beyond the schema: 1 KafkaTopic of the cluster `warehouse`, whose Kafka is not among the manifests
    ");
}

#[test]
fn entity_operator() {
    let rule = "manifest/entity-operator";
    let without = with(
        "entityOperator: {topicOperator: {}, userOperator: {}}",
        "entityOperator: {topicOperator: {}}",
    );
    insta::assert_snapshot!(of(rule, &without), @"
    error manifest/entity-operator at 56:18
      the cluster `shop` runs no user operator, so nothing happens to the KafkaUser `billing`
      help: write `entityOperator: {userOperator: {}}` into the spec of the Kafka
    ");
    insta::assert_snapshot!(of(rule, &with("  entityOperator: {topicOperator: {}, userOperator: {}}\n", "")), @"
    error manifest/entity-operator at 50:18
      the cluster `shop` runs no topic operator, so nothing happens to the KafkaTopic `orders`
      help: write `entityOperator: {topicOperator: {}}` into the spec of the Kafka
    error manifest/entity-operator at 55:18
      the cluster `shop` runs no user operator, so nothing happens to the KafkaUser `billing`
      help: write `entityOperator: {userOperator: {}}` into the spec of the Kafka
    ");
    // An operator that nobody has work for may be left out.
    let user = BASE
        .find("---\napiVersion: kafka.strimzi.io/v1\nkind: KafkaUser")
        .unwrap();
    assert_eq!(of(rule, &without[..user - ", userOperator: {}".len()]), "");
    assert_eq!(of(rule, BASE), "");
}

#[test]
fn namespace() {
    let rule = "manifest/namespace";
    let labels = "labels: {strimzi.io/cluster: shop}";
    insta::assert_snapshot!(of(rule, &topic(&format!("name: a, namespace: shop, {labels}"))), @"
    error manifest/namespace at 65:32
      the KafkaTopic `a` is in the namespace `shop`, and its cluster looks for it in `kafka`
      help: write `namespace: kafka`
    ");
    assert_eq!(of(rule, &topic(&format!("name: a, {labels}"))), "");
    let watched = with(
        "topicOperator: {}",
        "topicOperator: {watchedNamespace: shop}",
    );
    insta::assert_snapshot!(of(rule, &watched), @"
    error manifest/namespace at 51:37
      the KafkaTopic `orders` is in the namespace `kafka`, and its cluster looks for it in `shop`
      help: write `namespace: shop`
    ");
    let moved = watched.replace(
        "{name: orders, namespace: kafka,",
        "{name: orders, namespace: shop,",
    );
    assert_eq!(of(rule, &moved), "");
}

#[test]
fn topic_twice() {
    let rule = "manifest/topic-twice";
    let second = |topic_name: &str| {
        and(&format!(
            "apiVersion: kafka.strimzi.io/v1\nkind: KafkaTopic\nmetadata: {{name: second, namespace: kafka, labels: {{strimzi.io/cluster: shop}}}}\nspec: {{topicName: {topic_name}, partitions: 1, replicas: 3}}\n"
        ))
    };
    insta::assert_snapshot!(of(rule, &second("orders")), @"
    error manifest/topic-twice at 66:19
      the KafkaTopics `orders` and `second` both stand for the topic `orders`
      help: delete one of them
    ");
    assert_eq!(of(rule, &second("Orders")), "");
}

#[test]
fn object_twice() {
    let rule = "manifest/object-twice";
    insta::assert_snapshot!(of(rule, &topic("name: orders, namespace: kafka, labels: {strimzi.io/cluster: shop}")), @"
    error manifest/object-twice at 65:18
      the KafkaTopic `orders` stands twice among the manifests
      help: delete one of the two
    ");
    assert_eq!(
        of(
            rule,
            &topic("name: orders, namespace: other, labels: {strimzi.io/cluster: shop}")
        ),
        ""
    );
}

#[test]
fn reserved_label() {
    let rule = "manifest/reserved-label";
    let kafka = |label: &str| {
        with(
            "labels: {team: shop}",
            &format!("labels: {{{label}: shop}}"),
        )
    };
    insta::assert_snapshot!(of(rule, &kafka("strimzi.io/team")), @"
    error manifest/reserved-label at 23:51
      the label `strimzi.io/team` of the Kafka `shop` begins with `strimzi.io/`, which the operators keep for labels of their own
      help: take it away, or choose another prefix
    ");
    assert_eq!(of(rule, &kafka("strimzi.io/cluster")), "");
    assert_eq!(of(rule, &kafka("strimzi.io/cluster-of")), "");
    assert_eq!(of(rule, &kafka("example.com/strimzi.io")), "");
}

/// A bug: one label of a node pool stops its whole cluster, and was told of a Kafka alone.
#[test]
fn reserved_label_of_other_kinds() {
    let rule = "manifest/reserved-label";
    let member = |name: &str| {
        with(
            &format!("{{name: {name}, namespace: kafka, labels: {{strimzi.io/cluster: shop}}}}"),
            &format!(
                "{{name: {name}, namespace: kafka, labels: {{strimzi.io/cluster: shop, strimzi.io/team: shop}}}}"
            ),
        )
    };
    insta::assert_snapshot!(of(rule, &member("controllers")), @"
    error manifest/reserved-label at 3:84
      the label `strimzi.io/team` of the KafkaNodePool `controllers` begins with `strimzi.io/`, which the operators keep for labels of their own
      help: take it away, or choose another prefix
    ");
    insta::assert_snapshot!(of(rule, &member("billing")), @"
    error manifest/reserved-label at 56:80
      the label `strimzi.io/team` of the KafkaUser `billing` begins with `strimzi.io/`, which the operators keep for labels of their own
      help: take it away, or choose another prefix
    ");
    assert_eq!(of(rule, &member("orders")), "");
    let other = |kind: &str| {
        and(&format!(
            "apiVersion: kafka.strimzi.io/v1\nkind: {kind}\nmetadata: {{name: a, namespace: kafka, labels: {{strimzi.io/team: a}}}}\n"
        ))
    };
    for kind in ["KafkaConnect", "KafkaMirrorMaker2", "KafkaBridge"] {
        assert!(
            of(rule, &other(kind)).contains("begins with `strimzi.io/`"),
            "{kind}"
        );
    }
    for kind in ["KafkaConnector", "KafkaRebalance"] {
        assert_eq!(of(rule, &other(kind)), "", "{kind}");
    }
}

#[test]
fn paused() {
    let rule = "manifest/paused";
    let annotated = |value: &str| {
        with(
            "labels: {team: shop}",
            &format!("annotations: {{strimzi.io/pause-reconciliation: {value}}}"),
        )
    };
    insta::assert_snapshot!(of(rule, &annotated("\"true\"")), @"
    warning manifest/paused at 23:89
      the Kafka `shop` is paused: the operators leave it as it is
      help: take the annotation away when the work is done
    ");
    assert_eq!(of(rule, &annotated("\"false\"")), "");
}

#[test]
fn annotation() {
    let rule = "manifest/annotation";
    let annotated = |key: &str| {
        with(
            "labels: {team: shop}",
            &format!("annotations: {{{key}: \"true\"}}"),
        )
    };
    insta::assert_snapshot!(of(rule, &annotated("strimzi.io/pause-reconcilation")), @"
    warning manifest/annotation at 23:56
      the annotation `strimzi.io/pause-reconcilation` of the Kafka `shop` is none of Strimzi's
      help: did you mean `strimzi.io/pause-reconciliation`?
    ");
    assert_eq!(of(rule, &annotated("strimzi.io/pause-reconciliation")), "");
    assert_eq!(of(rule, &annotated("example.com/pause-reconcilation")), "");
    let other = annotated("strimzi.io/internal-cluster-security");
    assert_eq!(of(rule, &other), "");
    insta::assert_snapshot!(of("manifest/not-checked", &other), @"
    advice manifest/not-checked at 23:18
      not checked: what only a model says: applications with their client settings, the schema registry, the Kafka UI, alerts, the API server, the version of Kubernetes, and whether topics and users exist that have no resource here
    advice manifest/not-checked at 23:56
      not checked: the annotation `strimzi.io/internal-cluster-security` of the Kafka `shop`, which no rule knows
    ");
}

#[test]
fn config_map() {
    let rule = "manifest/config-map";
    insta::assert_snapshot!(of(rule, &with("key: rules.yaml", "key: rules.yml")), @"
    error manifest/config-map at 36:57
      the ConfigMap `metrics` has no key `rules.yml`
      help: did you mean `rules.yaml`?
    ");
    let missing = with("name: metrics, key", "name: metrics-rules, key");
    assert_eq!(of(rule, &missing), "");
    insta::assert_snapshot!(of("manifest/not-checked", &missing), @"
    advice manifest/not-checked at 23:18
      not checked: what only a model says: applications with their client settings, the schema registry, the Kafka UI, alerts, the API server, the version of Kubernetes, and whether topics and users exist that have no resource here
    advice manifest/not-checked at 36:43
      not checked: the ConfigMap `metrics-rules`, which the Kafka `shop` names and which is not among the manifests
    ");
}

#[test]
fn secret_key() {
    let rule = "manifest/secret-key";
    let password = |key: &str| {
        with(
            "  authentication: {type: tls}\n",
            &format!(
                "  authentication: {{type: scram-sha-512, password: {{valueFrom: {{secretKeyRef: {{name: passwords, key: {key}}}}}}}}}\n"
            ),
        )
    };
    insta::assert_snapshot!(of(rule, &password("biling")), @"
    error manifest/secret-key at 58:101
      the Secret `passwords` has no key `biling`
      help: did you mean `billing`?
    ");
    assert_eq!(of(rule, &password("billing")), "");
    let told = of("", &password("biling")) + &of("manifest/", &password("biling"));
    assert!(
        !told.contains("hunter2") && !told.contains("aHVud"),
        "{told}"
    );
}

#[test]
fn user_secret() {
    let rule = "manifest/user-secret";
    let secret = |name: &str| {
        and(&format!(
            "apiVersion: v1\nkind: Secret\nmetadata: {{name: {name}, namespace: kafka}}\n"
        ))
    };
    insta::assert_snapshot!(of(rule, &secret("billing")), @"
    error manifest/user-secret at 56:18
      the Secret of the user `billing` would replace one of the same name that is among the manifests
      help: rename one of the two
    ");
    assert_eq!(of(rule, &secret("bills")), "");
}

#[test]
fn node_ids() {
    let rule = "manifest/node-ids";
    insta::assert_snapshot!(of(rule, &with("[10-12]", "10-12")), @"
    warning manifest/node-ids at 15:43
      the node pool `brokers` asks for node ids in a form that the operator can't read
      help: write them in brackets, such as `[0-2, 10]`
    ");
    assert_eq!(of(rule, &with("[10-12]", "[10, 12-11]")), "");
}

#[test]
fn listener_twice() {
    let rule = "manifest/listener-twice";
    let listeners = |name: &str| {
        with(
            "    authorization: {type: simple}\n",
            &format!(
                "    - {{name: {name}, port: 9094, type: internal, tls: true}}\n    authorization: {{type: simple}}\n"
            ),
        )
    };
    insta::assert_snapshot!(of(rule, &listeners("tls")), @"
    error manifest/listener-twice at 29:14
      two listeners have the name `tls`
      help: rename one of them
    ");
    assert_eq!(of(rule, &listeners("other")), "");
}

#[test]
fn volume() {
    let rule = "manifest/volume";
    let volumes = |volumes: &str| with("{id: 0, type: persistent-claim, size: 100Gi}", volumes);
    let one = "{id: 0, type: persistent-claim, size: 100Gi}";
    insta::assert_snapshot!(of(rule, &volumes(&format!("{one}, {one}"))), @"
    error manifest/volume at 19:86
      two volumes have the id 0
      help: give each an id of its own
    ");
    insta::assert_snapshot!(of(rule, &volumes("{type: persistent-claim, size: 100Gi}")), @"
    error manifest/volume at 19:35
      a volume of a list has no `id`
      help: number the volumes from 0 on
    ");
    insta::assert_snapshot!(of(rule, &volumes("{id: 0, type: persistent-claim}")), @"
    error manifest/volume at 19:36
      a persistent volume has no size
      help: write `size`, such as `10Gi`
    ");
    assert_eq!(
        of(
            rule,
            &volumes(&format!("{one}, {}", one.replace("id: 0", "id: 1")))
        ),
        ""
    );
}

/// A bug: sizes that Kubernetes and Strimzi take were refused, and the cluster was not judged.
#[test]
fn sizes_of_volumes() {
    let sized = |size: &str| with("size: 100Gi}", &format!("size: {size}}}"));
    for size in ["1.5Ti", "'.5Ti'", "'1e12'", "1Ei", "1.5P"] {
        assert_eq!(of("", &sized(size)), "", "{size}");
    }
    insta::assert_snapshot!(of("", &sized("104857600K")), @"
    error manifest/volume at 19:73
      Kubernetes can't read the size `104857600K` of a volume: it calls that unit `k`, which Strimzi can't read
      help: write it in `Ki`, or in a larger unit
    ");
    insta::assert_snapshot!(of("", &sized("104857600k")), @"
    error environment/invalid-value at 19:73
      `104857600k` is not an amount of memory or storage: Kubernetes reads `k`, but Strimzi does not
      help: write it in `Ki`, or in a larger unit
    ");
    assert_eq!(of("", &sized("104857600Ki")), "");
    insta::assert_snapshot!(of("environment/", &sized("1.5k")), @"
    error environment/invalid-value at 19:73
      `1.5k` is not an amount of memory or storage: Kubernetes reads `k`, but Strimzi does not
      help: write it in `Ki`, or in a larger unit
    ");
}

#[test]
fn what_rendering_mends_is_found_in_manifests() {
    insta::assert_snapshot!(of("node-pool/roles", &with("roles: [broker]", "roles: [broker, broker]")), @"
    error node-pool/roles at 18:3
      the pool `brokers` has the role `broker` twice
      help: write `[broker]`, `[controller]` or `[controller, broker]`
    ");
    insta::assert_snapshot!(of("user/authorization", &with("    authorization: {type: simple}\n", "")), @"
    error user/authorization at 60:5
      the user `billing` has access control lists, and the cluster has no authorization
      help: write `authorization: {type: simple}` below `spec.kafka`, or take the lists away
    ");
}

#[test]
fn kind() {
    let rule = "manifest/kind";
    let of_kind = |kind: &str| {
        and(&format!(
            "apiVersion: kafka.strimzi.io/v1\nkind: {kind}\nmetadata: {{name: a, namespace: kafka}}\n"
        ))
    };
    insta::assert_snapshot!(of(rule, &of_kind("KafkaTopics")), @r"
        error manifest/kind at 64:7
          Strimzi 1.2.0 has no kind `KafkaTopics`
          help: did you mean `KafkaTopic`?
        ");
    insta::assert_snapshot!(of(rule, &of_kind("KafkaMirrorMaker")), @r"
        error manifest/kind at 64:7
          Strimzi 1.2.0 has no kind `KafkaMirrorMaker`
          help: did you mean `KafkaMirrorMaker2`?
        ");
    assert_eq!(of(rule, &of_kind("KafkaMirrorMaker2")), "");
    let older =
        of_kind("KafkaMirrorMaker").replace("kafka.strimzi.io/v1\n", "kafka.strimzi.io/v1beta2\n");
    assert_eq!(found(rule, "0.45.0", &older), "");
}
