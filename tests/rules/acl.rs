//! Access control lists that people wrote.

use crate::deployment::{found, passes};

/// The base with a user and these entries.
fn acls(entries: &[(&str, &str)]) -> String {
    let entries: Vec<String> = entries
        .iter()
        .map(|(resource, rest)| format!("{{reason: Why, resource: {resource}, {rest}}}"))
        .collect();
    format!(
        "users: {{report: {{owner: shop, purpose: Reports, acls: [{}]}}}}",
        entries.join(", ")
    )
}

#[test]
fn operation() {
    let rule = "acl/operation";
    insta::assert_snapshot!(found(rule, &acls(&[
        ("{topic: {name: orders}}", "operations: [Read, IdempotentWrite]"),
        ("{group: {name: orders}}", "operations: [Write]"),
        ("{transactionalId: {name: orders}}", "operations: [Delete]"),
        ("cluster", "operations: [Read]"),
        ("{topic: {name: orders}}", "operations: []"),
    ])), @r"
        error acl/operation at users.report.acls[0].operations[1]
          Kafka knows no operation `IdempotentWrite` on a topic
          ignored
          help: a topic knows `Read`, `Write`, `Create`, `Delete`, `Alter`, `Describe`, `AlterConfigs` and `DescribeConfigs`
        error acl/operation at users.report.acls[1].operations[0]
          Kafka knows no operation `Write` on a group
          ignored
          help: a group knows `Read`, `Delete`, `Describe`, `AlterConfigs` and `DescribeConfigs`
        error acl/operation at users.report.acls[2].operations[0]
          Kafka knows no operation `Delete` on a transactionalId
          ignored
          help: a transactionalId knows `Write` and `Describe`
        error acl/operation at users.report.acls[3].operations[0]
          Kafka knows no operation `Read` on a cluster
          ignored
          help: a cluster knows `Create`, `Alter`, `Describe`, `ClusterAction`, `AlterConfigs`, `DescribeConfigs` and `IdempotentWrite`
        error acl/operation at users.report.acls[4].operations
          an entry of the user `report` names no operation
          ignored
          help: a topic knows `Read`, `Write`, `Create`, `Delete`, `Alter`, `Describe`, `AlterConfigs` and `DescribeConfigs`
        ");
    passes(
        rule,
        &acls(&[
            (
                "{topic: {name: orders}}",
                "operations: [Read, Write, Create, Delete, Alter, Describe, AlterConfigs, DescribeConfigs, All]",
            ),
            (
                "{group: {name: orders}}",
                "operations: [Read, Describe, Delete, AlterConfigs, DescribeConfigs, All]",
            ),
            (
                "{transactionalId: {name: orders}}",
                "operations: [Write, Describe, All]",
            ),
            (
                "cluster",
                "operations: [Create, ClusterAction, Alter, Describe, AlterConfigs, DescribeConfigs, IdempotentWrite, All]",
            ),
        ]),
    );
}

#[test]
fn groups_have_settings_from_kafka_3_8_on() {
    let rule = "acl/operation";
    let entry = acls(&[("{group: {name: orders}}", "operations: [AlterConfigs]")]);
    let with = |operator, kafka| {
        format!(
            "operator: {{version: {operator}}}\ncluster: {{version: {kafka}, metadataVersion: null}}\n{entry}"
        )
    };
    insta::assert_snapshot!(found(rule, &with("0.43.0", "3.7.1")), @r"
        error acl/operation at users.report.acls[0].operations[0]
          Kafka knows no operation `AlterConfigs` on a group
          ignored
          help: a group knows `Read`, `Delete` and `Describe`
        ");
    passes(rule, &with("0.43.0", "3.8.0"));
}

#[test]
fn name() {
    let rule = "acl/name";
    insta::assert_snapshot!(found(rule, &acls(&[
        ("{topic: {name: ''}}", "operations: [Read]"),
        ("{group: {name: '*', pattern: prefix}}", "operations: [Read]"),
    ])), @r"
        error acl/name at users.report.acls[0].resource.topic.name
          an entry of the user `report` names no topic
          refused
          help: write a name, or the beginning of names with `pattern: prefix`
        error acl/name at users.report.acls[1].resource.group.name
          as a prefix `*` stands for names that begin with an asterisk, and only literally for every group
          ignored
          help: write a name, or the beginning of names with `pattern: prefix`
        ");
    passes(
        rule,
        &acls(&[
            ("{topic: {name: '*'}}", "operations: [Read]"),
            ("{topic: {name: o, pattern: prefix}}", "operations: [Read]"),
            ("cluster", "operations: [Alter]"),
        ]),
    );
}

#[test]
fn wildcard() {
    let rule = "acl/wildcard";
    insta::assert_snapshot!(found(rule, &acls(&[
        ("{topic: {name: '*'}}", "operations: [Read]"),
        ("{group: {name: '*'}}", "operations: [All]"),
        ("cluster", "operations: [All]"),
    ])), @r"
        warning acl/wildcard at users.report.acls[0].resource.topic.name
          an entry of the user `report` holds for every topic
          help: name what is needed, or a prefix that belongs to the user
        warning acl/wildcard at users.report.acls[1].resource.group.name
          the user `report` may do everything with every group
          help: name what is needed, or a prefix that belongs to the user
        warning acl/wildcard at users.report.acls[2].operations
          the user `report` may do everything with the cluster
          help: name what is needed, or a prefix that belongs to the user
        ");
    passes(
        rule,
        &acls(&[
            ("{topic: {name: orders}}", "operations: [All]"),
            ("{topic: {name: '*'}}", "operations: [Delete], type: deny"),
            ("cluster", "operations: [Alter]"),
        ]),
    );
}

#[test]
fn host() {
    let rule = "acl/host";
    let of = |host: &str| {
        let rest = format!("operations: [Read], host: '{host}'");
        acls(&[("{topic: {name: orders}}", &rest)])
    };
    insta::assert_snapshot!(found(rule, &of("10.0.0.0/8")), @"
    error acl/host at users.report.acls[0].host
      an entry of the user `report` is about the host `10.0.0.0/8`, which no client has
      ignored
      help: write one address, or leave the host out and bound a range by a network policy
    ");
    insta::assert_snapshot!(found(rule, &of("2001:db8::1")), @"
    error acl/host at users.report.acls[0].host
      an entry of the user `report` is about the host `2001:db8::1`, which no client has
      ignored
      help: write it as Kafka does: `2001:db8:0:0:0:0:0:1`
    ");
    assert!(found(rule, &of("worker-1")).contains("which no client has"));
    for host in ["*", "10.0.0.8", "2001:db8:0:0:0:0:0:1"] {
        passes(rule, &of(host));
    }
}

#[test]
fn unreachable() {
    let rule = "acl/unreachable";
    insta::assert_snapshot!(found(rule, &acls(&[
        ("{topic: {name: order}}", "operations: [Read]"),
        ("{topic: {name: orders-, pattern: prefix}}", "operations: [Read]"),
    ])), @r"
        warning acl/unreachable at users.report.acls[0].resource.topic.name
          an entry of the user `report` is about the topic `order`, which is not in the model
          ignored
          help: did you mean `orders`?
        warning acl/unreachable at users.report.acls[1].resource.topic.name
          an entry of the user `report` is about topics that begin with `orders-`, and there are none
          ignored
          help: did you mean `orders`?
        ");
    passes(
        rule,
        &acls(&[
            ("{topic: {name: orders}}", "operations: [Read]"),
            (
                "{topic: {name: orders, pattern: prefix}}",
                "operations: [Read]",
            ),
            ("{topic: {name: d, pattern: prefix}}", "operations: [Read]"),
            ("{topic: {name: '*'}}", "operations: [Read]"),
            (
                "{topic: {name: new, pattern: prefix}}",
                "operations: [Create]",
            ),
            ("{group: {name: new}}", "operations: [Read]"),
        ]),
    );
}

#[test]
fn denied() {
    let rule = "acl/denied";
    insta::assert_snapshot!(found(rule, &acls(&[
        ("{topic: {name: orders}}", "operations: [Read, Write]"),
        ("{topic: {name: orders}}", "operations: [Write], type: deny"),
        ("{topic: {name: dlq}}", "operations: [Read, Read]"),
    ])), @r"
        warning acl/denied at users.report.acls[1].operations[0]
          `Write` is both allowed and denied to the user `report`, and the denial wins
          ignored
          help: keep one of the two
        warning acl/denied at users.report.acls[2].operations[1]
          the user `report` has an entry for `Read` on this already
          ignored
          help: keep one of the two
        ");
    passes(
        rule,
        &acls(&[
            ("{topic: {name: orders}}", "operations: [Read]"),
            (
                "{topic: {name: orders, pattern: prefix}}",
                "operations: [Read], type: deny",
            ),
            (
                "{topic: {name: orders}}",
                "operations: [Read], host: 10.0.0.1",
            ),
            ("{group: {name: orders}}", "operations: [Read]"),
            ("{topic: {name: orders}}", "operations: [Write]"),
        ]),
    );
}
