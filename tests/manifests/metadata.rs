//! Names, labels and annotations that the API server does not take.

use crate::set::{BASE, found, of, with};

const RULE: &str = "manifest/metadata";

/// The base with something else in the place of the name of its topic.
fn topic(name: &str) -> String {
    with(
        "{name: orders, namespace",
        &format!("{{name: {name}, namespace"),
    )
}

/// The base with a further label of its Kafka.
fn label(label: &str) -> String {
    with(
        "labels: {team: shop}",
        &format!("labels: {{team: shop, {label}}}"),
    )
}

/// The base with an annotation of its Kafka.
fn annotation(annotation: &str) -> String {
    let both = format!("labels: {{team: shop}}, annotations: {{{annotation}}}");
    with("labels: {team: shop}", &both)
}

#[test]
fn names() {
    insta::assert_snapshot!(of(RULE, &topic("Pay_Ments")), @"
    error manifest/metadata at 51:18
      Kubernetes does not take the name of the KafkaTopic `Pay_Ments`: it has lower-case letters, digits, `-` and `.`, and each part starts and ends with a letter or digit
      help: write `topicName: Pay_Ments` into its spec; as the name of the resource, `pay-ments` would do
    ");
    insta::assert_snapshot!(of(RULE, &topic("5")), @r#"
    error manifest/metadata at 51:18
      the name of the KafkaTopic `5` is no text
      help: write it in quotes: `"5"`
    "#);
    insta::assert_snapshot!(of(RULE, &topic(&"a".repeat(254))), @"
    error manifest/metadata at 51:18
      Kubernetes does not take the name of the KafkaTopic `aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa`: it has 254 characters, and at most 253 are allowed
    ");
    assert_eq!(of(RULE, &topic("\"5\"")), "");
    assert_eq!(of(RULE, &topic("pay.ments-2")), "");
    assert_eq!(of(RULE, &topic(&"a".repeat(253))), "");
}

#[test]
fn namespaces() {
    let other = BASE.replace("namespace: kafka", "namespace: kafka.a");
    let first = |text: &str| text.lines().take(2).collect::<Vec<_>>().join("\n");
    insta::assert_snapshot!(first(&of(RULE, &other)), @"
    error manifest/metadata at 3:42
      Kubernetes does not take the namespace of the KafkaNodePool `controllers`: a DNS label has lower-case letters, digits and `-`, and starts and ends with a letter or digit
    ");
    let other = BASE.replace("namespace: kafka", "namespace: kafka-a");
    assert_eq!(found("", "1.2.0", &other), "");
}

#[test]
fn labels() {
    insta::assert_snapshot!(of(RULE, &label("tier: 1")), @r#"
    error manifest/metadata at 23:69
      the label `tier` of the Kafka `shop` is no text
      help: write it in quotes: `"1"`
    "#);
    insta::assert_snapshot!(of(RULE, &label("tier: a b")), @"
    error manifest/metadata at 23:69
      Kubernetes does not take the label `tier` of the Kafka `shop`: it has letters, digits, `-`, `_` and `.`, and starts and ends with a letter or digit
    ");
    insta::assert_snapshot!(of(RULE, &label("a b: c")), @"
    error manifest/metadata at 23:63
      Kubernetes does not take the label `a b` of the Kafka `shop`: it has letters, digits, `-`, `_` and `.`, and starts and ends with a letter or digit
    ");
    insta::assert_snapshot!(of(RULE, &label("tier: [a]")), @"
    error manifest/metadata at 23:69
      the label `tier` of the Kafka `shop` is no text
      help: write a single text
    ");
    insta::assert_snapshot!(of(RULE, &with("labels: {team: shop}", "labels: [team]")), @"
    error manifest/metadata at 23:50
      the labels of the Kafka `shop` are no map
      help: write each below `labels:`, as in `team: shop`
    ");
    assert_eq!(of(RULE, &label("tier: \"1\"")), "");
    assert_eq!(of(RULE, &label("tier:")), "");
    assert_eq!(of(RULE, &label("Example.com/tier: a")).lines().count(), 2);
    assert_eq!(of(RULE, &label(&format!("tier: {}", "a".repeat(63)))), "");
    assert_eq!(
        of(RULE, &label(&format!("tier: {}", "a".repeat(64))))
            .lines()
            .count(),
        2
    );
}

#[test]
fn annotations() {
    insta::assert_snapshot!(of(RULE, &annotation("a b: c")), @"
    error manifest/metadata at 23:78
      Kubernetes does not take the annotation `a b` of the Kafka `shop`: it has letters, digits, `-`, `_` and `.`, and starts and ends with a letter or digit
    ");
    insta::assert_snapshot!(of(RULE, &annotation("example.com/on: true")), @r#"
    error manifest/metadata at 23:94
      the annotation `example.com/on` of the Kafka `shop` is no text
      help: write it in quotes: `"true"`
    "#);
    assert_eq!(of(RULE, &annotation("Example.com/on: \"true\"")), "");
    assert_eq!(of(RULE, &annotation("example.com/on: any text at all")), "");
}

#[test]
fn a_misspelt_field_of_the_metadata_is_found() {
    let rule = "manifest/unknown-field";
    let misspelt = with("labels: {team: shop}", "lables: {team: shop}");
    insta::assert_snapshot!(of(rule, &misspelt), @"
    error manifest/unknown-field at 23:42
      the Kafka `shop` has a field `lables` in its metadata that Kubernetes does not know
      help: did you mean `labels`?
    ");
    assert_eq!(
        of(rule, &with("labels: {team: shop}", "finalizers: [a/b]")),
        ""
    );
}

/// The name of a user is judged by the model too, and told once.
#[test]
fn a_name_is_refused_once() {
    let user = with("{name: billing, namespace", "{name: Billing, namespace");
    insta::assert_snapshot!(found("", "1.2.0", &user), @"
    error manifest/metadata at 56:18
      Kubernetes does not take the name of the KafkaUser `Billing`: it has lower-case letters, digits, `-` and `.`, and each part starts and ends with a letter or digit
      help: `billing` would do
    ");
}
