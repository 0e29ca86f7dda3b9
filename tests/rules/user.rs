//! Users beside those of the applications.

use crate::deployment::{found, passes};

/// The base with one user.
fn user(values: &str) -> String {
    format!("users: {{report: {{owner: shop, purpose: Reports, {values}}}}}")
}

const ACL: &str =
    "acls: [{reason: It reads, resource: {topic: {name: orders}}, operations: [Read]}]";

#[test]
fn listener() {
    let rule = "user/listener";
    insta::assert_snapshot!(found(rule, &user("authentication: scram-sha-512")), @r"
        error user/listener at users.report.authentication
          the user `report` has `scram-sha-512`, and no listener has `authentication: scram-sha-512`
          ignored
          help: give a listener `authentication: scram-sha-512`, or the user another one
        ");
    insta::assert_snapshot!(found(rule, &(user("authentication: tls-external") + "
cluster: {listeners: {tls: {authentication: none}}}")), @r"
        error user/listener at users.report.authentication
          the user `report` has `tls-external`, and no listener has `authentication: tls`
          ignored
          help: give a listener `authentication: tls`, or the user another one
        ");
    passes(rule, &user("authentication: tls"));
    passes(
        rule,
        &(user("authentication: scram-sha-512")
            + "
cluster: {listeners: {password: {port: 9094, tls: true, authentication: scram-sha-512}}}"),
    );
}

#[test]
fn authorization() {
    let rule = "user/authorization";
    let none = "\ncluster: {authorization: none}";
    insta::assert_snapshot!(found(rule, &(user(ACL) + none)), @r"
        error user/authorization at users.report.acls
          the user `report` has access control lists, and the cluster has no authorization
          ignored
          help: write `authorization: simple` below `cluster`, or take the lists away
        ");
    passes(rule, &user(ACL));
    passes(rule, &(user("") + none));
}

#[test]
fn no_rights() {
    let rule = "user/no-rights";
    insta::assert_snapshot!(found(rule, &user("")), @r"
        warning user/no-rights at users.report
          nothing is allowed to the user `report`
          fails-later
          help: give it `acls`, name it in `cluster.authorization.simple.superUsers`, or take it away
        ");
    insta::assert_snapshot!(found(rule, &user(
        "acls: [{reason: No, resource: cluster, operations: [Alter], type: deny}]")), @r"
        warning user/no-rights at users.report
          nothing is allowed to the user `report`
          fails-later
          help: give it `acls`, name it in `cluster.authorization.simple.superUsers`, or take it away
        ");
    passes(rule, &user(ACL));
    passes(
        rule,
        &(user("") + "\ncluster: {authorization: {simple: {superUsers: [report]}}}"),
    );
    passes(rule, &(user("") + "\ncluster: {authorization: none}"));
}

#[test]
fn super_user() {
    let rule = "user/super-user";
    let supers = "\ncluster: {authorization: {simple: {superUsers: [report]}}}";
    insta::assert_snapshot!(
        found(rule, &(user("authentication: scram-sha-512") + supers)), @"
    error user/super-user at users.report.authentication
      `CN=report` is a super user with a certificate, and the user `report` has a password
      ignored
      help: write `authentication: tls`
    ");
    passes(rule, &(user("authentication: tls-external") + supers));
    passes(rule, &user("authentication: scram-sha-512"));
}

#[test]
fn quota() {
    let rule = "user/quota";
    let both = user("quotas: {requestPercent: 0}")
        + "\napplications: {shop: {quotas: {requestPercent: 0}}}";
    insta::assert_snapshot!(found(rule, &both), @r"
        warning user/quota at applications.shop.quotas.requestPercent
          `shop` may take no part of the brokers' threads
          fails-later
          help: write what it may take, or leave it out
        warning user/quota at users.report.quotas.requestPercent
          `report` may take no part of the brokers' threads
          fails-later
          help: write what it may take, or leave it out
        ");
    passes(
        rule,
        &user("quotas: {requestPercent: 1, producerRate: 1Mi}"),
    );
}
