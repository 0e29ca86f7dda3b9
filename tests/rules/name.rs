//! Names: what meets, what is too long and what belongs to somebody else.

use crate::deployment::{found, passes};

/// The base with topics of these names more.
fn topics(names: &[&str]) -> String {
    let topics: Vec<String> = names
        .iter()
        .map(|name| format!("{name}: {{owner: a, purpose: b, partitions: 1}}"))
        .collect();
    format!("topics: {{{}}}", topics.join(", "))
}

#[test]
fn topic_collision() {
    let rule = "name/topic-collision";
    insta::assert_snapshot!(found(rule, &topics(&["pay.ments", "pay_ments"])), @r"
        error name/topic-collision at topics.pay_ments
          the topics `pay.ments` and `pay_ments` have the same name to Kafka's metrics, so it refuses the second one
          refused
          help: rename one of them
        ");
    passes(rule, &topics(&["pay.ments", "pay-ments", "Pay_ments"]));
}

#[test]
fn internal_topic() {
    let rule = "name/internal-topic";
    insta::assert_snapshot!(found(rule, &topics(&[
        "__consumer_offsets", "__strimzi_store_topic", "strimzi.cruisecontrol.metrics",
    ])), @r#"
        error name/internal-topic at topics.__consumer_offsets
          `__consumer_offsets` is a topic that Kafka makes for itself
          ignored
          help: take it away, or rename it
        error name/internal-topic at topics.__strimzi_store_topic
          `__strimzi_store_topic` is a topic that Strimzi makes for itself
          ignored
          help: take it away, or rename it
        error name/internal-topic at topics."strimzi.cruisecontrol.metrics"
          `strimzi.cruisecontrol.metrics` is a topic that Strimzi makes for itself
          ignored
          help: take it away, or rename it
        "#);
    passes(rule, &topics(&["__consumer_offsets_copy", "_schemas"]));
}

#[test]
fn topic_resource() {
    let rule = "name/topic-resource";
    insta::assert_snapshot!(found(rule, &topics(&["pay_ments", "pay-ments-0567e0c0"])), @r"
        error name/topic-resource at topics.pay_ments
          the resources of the topics `pay-ments-0567e0c0` and `pay_ments` would both be named `pay-ments-0567e0c0`
          refused
          help: rename one of them
        ");
    passes(rule, &topics(&["pay_ments", "pay-ments"]));
}

#[test]
fn user_twice() {
    let rule = "name/user-twice";
    insta::assert_snapshot!(found(rule, "users: {shop: {owner: a, purpose: b}}"), @r"
        error name/user-twice at users.shop
          the application `shop` has a user named `shop` already
          ignored
          help: rename one of them
        ");
    insta::assert_snapshot!(found(rule, "
schemaRegistry: {name: shop, listener: tls}
kafkaUi: {name: view, listener: tls}
verification: {name: view, listener: tls}
"), @r"
        error name/user-twice at schemaRegistry.name
          the application `shop` has a user named `shop` already
          ignored
          help: rename one of them
        error name/user-twice at verification.name
          the Kafka UI has a user named `view` already
          ignored
          help: rename one of them
        ");
    passes(rule, "users: {shopping: {owner: a, purpose: b}}");
}

#[test]
fn user_secret() {
    let rule = "name/user-secret";
    insta::assert_snapshot!(found(rule, "
platform: {imagePullSecrets: [registry]}
users:
  events-clients-ca-cert: {owner: a, purpose: b}
  events-brokers-2: {owner: a, purpose: b}
  registry: {owner: a, purpose: b}
applications:
  events-kafka-jmx: {title: Jmx, owner: a, purpose: b, listener: tls}
"), @r"
        error name/user-secret at applications.events-kafka-jmx
          the Secret of the user `events-kafka-jmx` would replace one of the same name that the deployment needs
          ignored
          help: rename it
        error name/user-secret at users.events-brokers-2
          the Secret of the user `events-brokers-2` would replace one of the same name that the deployment needs
          ignored
          help: rename it
        error name/user-secret at users.events-clients-ca-cert
          the Secret of the user `events-clients-ca-cert` would replace one of the same name that the deployment needs
          ignored
          help: rename it
        error name/user-secret at users.registry
          the Secret of the user `registry` would replace one of the same name that the deployment needs
          ignored
          help: rename it
        ");
    passes(
        rule,
        "users: {clients-ca-cert: {owner: a, purpose: b}, events-brokers-3: {owner: a, purpose: b}}",
    );
}

#[test]
fn length() {
    let rule = "name/length";
    let named = |length, pool: usize| {
        format!(
            "cluster:
  name: {}
  nodePools:
    {}: {{roles: [broker], replicas: 1, storage: ephemeral, firstNodeId: 9, resources: {{memory: 1Gi, cpu: 1}}}}",
            "c".repeat(length),
            "p".repeat(pool)
        )
    };
    insta::assert_snapshot!(found(rule, &named(40, 21)), @r"
        error name/length at cluster.nodePools.ppppppppppppppppppppp
          a pod would be named `cccccccccccccccccccccccccccccccccccccccc-ppppppppppppppppppppp-9`, which has 64 characters, and at most 63 are taken
          fails-later
          help: shorten the cluster's or the pool's name
        ");
    passes(rule, &named(40, 20));
    let door = |length, name| {
        format!(
            "cluster:
  name: {}
  listeners: {{{name}: {{port: 9094, tls: true, authentication: tls, expose: clusterIp}}}}",
            "c".repeat(length)
        )
    };
    insta::assert_snapshot!(found(rule, &door(37, "external10")), @r"
        error name/length at cluster.listeners.external10
          a Service would be named `ccccccccccccccccccccccccccccccccccccc-kafka-external10-bootstrap`, which has 64 characters, and at most 63 are taken
          fails-later
          help: shorten the cluster's, the pool's or the listener's name
        ");
    passes(rule, &door(37, "external1"));
    insta::assert_snapshot!(found(rule, &(named(40, 20) + "
  listeners: {out: {port: 9094, tls: true, authentication: tls, expose: clusterIp}}")), @r"
        error name/length at cluster.listeners.out
          a Service would be named `cccccccccccccccccccccccccccccccccccccccc-pppppppppppppppppppp-out-9`, which has 67 characters, and at most 63 are taken
          fails-later
          help: shorten the cluster's, the pool's or the listener's name
        ");
}

#[test]
fn verification_prefix() {
    let rule = "name/verification-prefix";
    let verification = "\nverification: {name: check, listener: tls}";
    insta::assert_snapshot!(found(rule, &(topics(&["check-a", "check-b", "checks"]) + verification)), @r"
        error name/verification-prefix at topics.check-a
          the verification may delete every topic that begins with `check-`, and `check-a` does
          fails-later
          help: rename the topic, or the verification
        error name/verification-prefix at topics.check-b
          the verification may delete every topic that begins with `check-`, and `check-b` does
          fails-later
          help: rename the topic, or the verification
        ");
    passes(rule, &(topics(&["check", "checks"]) + verification));
    passes(rule, &topics(&["check-a"]));
}

#[test]
fn a_user_takes_no_secret_of_the_kafka_ui() {
    insta::assert_snapshot!(found("name/user-secret", "
kafkaUi: {name: kafka-ui-login, listener: tls, ingress: {host: ui.example.com, tlsSecret: ui-tls}}
users: {ui-tls: {owner: a, purpose: b}}
"), @r"
        error name/user-secret at users.ui-tls
          the Secret of the user `ui-tls` would replace one of the same name that the deployment needs
          ignored
          help: rename it
        error name/user-secret at kafkaUi.name
          the Secret of the user `kafka-ui-login` would replace one of the same name that the deployment needs
          ignored
          help: rename it
        ");
    insta::assert_snapshot!(found("name/user-secret", "
kafkaUi: {listener: tls, authentication: {oauth2: {secret: provider, issuer: 'https://id.example.com'}}}
users: {provider: {owner: a, purpose: b}}
"), @r"
        error name/user-secret at users.provider
          the Secret of the user `provider` would replace one of the same name that the deployment needs
          ignored
          help: rename it
        ");
}
