//! The schema registry and the Kafka UI.

use crate::deployment::{found, passes, with_kafka_3_6};

#[test]
fn registry_topics() {
    let rule = "registry/topics";
    let registry = |values: &str| format!("schemaRegistry: {{listener: tls, {values}}}");
    insta::assert_snapshot!(found(rule, &registry("topicReplicas: 4")), @r"
        error registry/topics at schemaRegistry.topicReplicas
          the registry's topics have 4 copies, and the cluster has 3 brokers
          fails-later
          help: write at most 3
        ");
    insta::assert_snapshot!(found(rule, &registry("topicMinInsyncReplicas: 4")), @r"
        warning registry/topics at schemaRegistry.topicMinInsyncReplicas
          the registry's topics want 4 copies in sync and have 3: while a broker restarts no schema can be written
          fails-later
          help: write 2
        ");
    // Before Kafka 3.7 as many as are asked for have to answer; from then on never more than all.
    let one = registry("topicReplicas: 1, topicMinInsyncReplicas: 2");
    insta::assert_snapshot!(found(rule, &with_kafka_3_6(&one)), @"
        error registry/topics at schemaRegistry.topicMinInsyncReplicas
          the registry's topics want 2 copies in sync and have 1: no schema can be written
          fails-later
          help: write at most 1
        ");
    passes(rule, &one);
    insta::assert_snapshot!(found(rule, &registry("topicMinInsyncReplicas: 3")), @r"
        warning registry/topics at schemaRegistry.topicMinInsyncReplicas
          the registry's topics want all of their 3 copies in sync: while a broker restarts no schema can be written
          fails-later
          help: write 2
        ");
    let journal = "\ntopics: {keeper-journal: {owner: a, purpose: b, partitions: 1}}";
    insta::assert_snapshot!(found(rule, &(registry("name: keeper") + journal)), @r"
        error registry/topics at topics.keeper-journal
          `keeper-journal` is a topic that the schema registry keeps for itself
          fails-later
          help: rename the topic, or the registry
        ");
    passes(
        rule,
        &registry("topicReplicas: 1, topicMinInsyncReplicas: 1"),
    );
    passes(rule, &(registry("") + journal));
    passes(rule, journal);
}

/// A bug: the topic of the verification's reports was taken for one of the registry's.
#[test]
fn registry_topics_without_those_of_reports() {
    let rule = "registry/topics";
    let verification = "verification: {listener: tls, report: {topic: orders, topicReplicas: 4}}";
    passes(rule, verification);
    passes(
        rule,
        &format!("schemaRegistry: {{listener: tls}}\n{verification}"),
    );
}

#[test]
fn registry_schema() {
    let rule = "registry/schema";
    let schemas = |first: &str, second: &str| {
        format!(
            "topics:
  orders: {{schema: {{file: schemas/events/todo.json, subject: {first}}}}}
  dlq: {{schema: {{file: schemas/events/todo.json, subject: {second}}}}}
"
        )
    };
    let registry = "schemaRegistry: {listener: tls}";
    insta::assert_snapshot!(found(rule, &schemas("a", "b")), @r"
        warning registry/schema at topics.dlq.schema
          topics have schemas, and no registry is there to keep them
          ignored
          help: add `schemaRegistry`
        ");
    insta::assert_snapshot!(found(rule, &(schemas("a", "a") + registry)), @r"
        error registry/schema at topics.orders.schema.subject
          the topics `dlq` and `orders` have the same subject, `a`
          fails-later
          help: leave `subject` out, so that it follows from the topic's name
        ");
    insta::assert_snapshot!(found(rule, "
schemaRegistry: {listener: tls}
topics:
  orders: {schema: {file: schemas/events/todo.json}}
  dlq: {schema: {file: schemas/events/todo.json, subject: orders-value}}
"), @r"
        error registry/schema at topics.orders.schema.subject
          the topics `dlq` and `orders` have the same subject, `orders-value`
          fails-later
          help: leave `subject` out, so that it follows from the topic's name
        ");
    passes(rule, &(schemas("a", "b") + registry));
    passes(rule, "");
}

#[test]
fn ui_messages() {
    let rule = "ui/messages";
    let personal = |access| {
        format!(
            "topics: {{orders: {{personalData: true}}, dlq: {{personalData: true}}}}
kafkaUi: {{listener: tls, messages: {{{access}}}}}"
        )
    };
    insta::assert_snapshot!(
        found(rule, &personal("orders: {reason: Support}, order: {reason: Support}")), @r"
        error ui/messages at kafkaUi.messages.order
          the Kafka UI is to show the topic `order`, which is not in the model
          ignored
          help: did you mean `orders`?
        warning ui/messages at kafkaUi.messages.orders
          the topic `orders` holds personal data and stays shut in the Kafka UI
          ignored
          help: say in `personalData` why people may see them, or take it away
        ");
    passes(
        rule,
        &personal("orders: {reason: Support, personalData: A customer asks}"),
    );
    passes(
        rule,
        "kafkaUi: {listener: tls, messages: {orders: {reason: Support}}}",
    );
}

#[test]
fn ui_changes() {
    let rule = "ui/changes";
    insta::assert_snapshot!(found(rule, "kafkaUi: {listener: tls, readOnly: false}"), @r"
        warning ui/changes at kafkaUi.readOnly
          the Kafka UI offers changes, and its user may make none
          fails-later
          help: write `readOnly: true`
        ");
    passes(rule, "kafkaUi: {listener: tls}");
}

#[test]
fn ui_shared_login() {
    let rule = "ui/shared-login";
    let ui = |authentication| {
        format!(
            "kafkaUi: {{listener: tls, authentication: {authentication}, ingress: {{host: ui.example.com, tlsSecret: ui-tls}}}}"
        )
    };
    insta::assert_snapshot!(found(rule, &ui("loginForm")), @r"
        warning ui/shared-login at kafkaUi.authentication
          the Kafka UI is reached from outside with one password for everybody
          help: write `authentication: {oauth2: …}`, or take the ingress away
        ");
    passes(rule, &ui("{oauth2: {issuer: 'https://id.example.com'}}"));
    passes(rule, "kafkaUi: {listener: tls}");
}

#[test]
fn exporter_pattern() {
    let rule = "monitoring/exporter-pattern";
    let of = |field: &str, pattern: &str| {
        format!("cluster: {{kafkaExporter: {{{field}: '{pattern}'}}}}")
    };
    insta::assert_snapshot!(found(rule, &of("topics", "(")), @"
    error monitoring/exporter-pattern at cluster.kafkaExporter.topics
      `(` is no regular expression: the Kafka Exporter does not start
      fails-later
      help: write one that Go reads, without lookaheads and references back
    ");
    assert!(found(rule, &of("groups", "(?!a).*")).contains("kafkaExporter.groups"));
    passes(rule, &of("topics", "orders-.*|^shop"));
}
