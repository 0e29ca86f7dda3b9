//! Listeners: the doors of the brokers.

use crate::deployment::{found, passes};

/// The base with listeners more.
fn listeners(listeners: &str) -> String {
    format!("cluster: {{listeners: {{{listeners}}}}}")
}

#[test]
fn none() {
    let rule = "listener/none";
    insta::assert_snapshot!(found(rule, &listeners("tls: null")), @r"
        error listener/none at cluster.listeners
          the cluster has no listener
          refused
          help: add one, such as `tls: {port: 9093, tls: true, authentication: tls}`
        ");
    passes(rule, "");
}

#[test]
fn port() {
    let rule = "listener/port";
    insta::assert_snapshot!(found(rule, &listeners("
      a: {port: 9093, tls: true, authentication: tls},
      b: {port: 9404, tls: true, authentication: tls},
      c: {port: 9999, tls: true, authentication: tls}")), @r"
        error listener/port at cluster.listeners.b.port
          Strimzi shows metrics on port 9404
          refused
          help: choose another port from 9092 on
        error listener/port at cluster.listeners.c.port
          Strimzi keeps port 9999 for JMX
          refused
          help: choose another port from 9092 on
        error listener/port at cluster.listeners.tls.port
          the listener `a` has port 9093 too
          refused
          help: choose another port from 9092 on
        ");
    passes(
        rule,
        &listeners("a: {port: 9092, tls: true, authentication: tls}"),
    );
}

#[test]
fn tls_required() {
    let rule = "listener/tls-required";
    insta::assert_snapshot!(found(rule, &listeners("
      a: {port: 9094, tls: false, authentication: tls},
      b: {port: 9095, tls: false, authentication: scram-sha-512, expose: route},
      c: {port: 9096, tls: false, expose: {ingress: {bootstrapHost: a.b, brokerHost: 'c{nodeId}.b'}}}")), @r"
        error listener/tls-required at cluster.listeners.a.tls
          the listener `a` has no TLS, and authentication with certificates needs it
          refused
          help: write `tls: true`
        error listener/tls-required at cluster.listeners.b.tls
          the listener `b` has no TLS, and a route needs it
          refused
          help: write `tls: true`
        error listener/tls-required at cluster.listeners.c.tls
          the listener `c` has no TLS, and an ingress needs it
          refused
          help: write `tls: true`
        ");
    passes(
        rule,
        &listeners("a: {port: 9094, tls: false, authentication: scram-sha-512}"),
    );
    passes(
        rule,
        &listeners("a: {port: 9094, tls: true, authentication: tls, expose: route}"),
    );
}

#[test]
fn anonymous() {
    let rule = "listener/anonymous";
    let plain = "listeners: {plain: {port: 9092, tls: false}}";
    insta::assert_snapshot!(found(rule, &format!("cluster: {{{plain}}}")), @r"
        warning listener/anonymous at cluster.listeners.plain.authentication
          the clients of the listener `plain` are anonymous, and the access control lists refuse them everything
          fails-later
          help: give it `authentication: tls`, or take the listener away
        ");
    passes(
        rule,
        &format!("cluster: {{{plain}, authorization: {{none: {{}}}}}}"),
    );
    passes(
        rule,
        &format!("cluster: {{{plain}, config: {{allow.everyone.if.no.acl.found: true}}}}"),
    );
    passes(
        rule,
        &listeners("plain: {port: 9092, tls: false, authentication: scram-sha-512}"),
    );
}

#[test]
fn open() {
    let rule = "listener/open";
    insta::assert_snapshot!(found(rule, "cluster: {authorization: none}"), @r"
        warning listener/open at cluster.authorization
          every client may do everything
          help: write `authorization: simple`
        ");
    insta::assert_snapshot!(
        found(rule, "cluster: {authorization: none, listeners: {plain: {port: 9092, tls: false}}}"),
        @r"
        warning listener/open at cluster.authorization
          every client may do everything, and nobody knows who comes through `plain`
          help: write `authorization: simple`
        ");
    passes(rule, &listeners("plain: {port: 9092, tls: false}"));
}

/// A bug: what opens the whole cluster was called a setting that nobody reads.
#[test]
fn open_without_entries() {
    let everyone = |field: &str, value: &str| {
        format!("cluster: {{{field}: {{allow.everyone.if.no.acl.found: {value}}}}}")
    };
    insta::assert_snapshot!(found("listener/open", &everyone("config", "true")), @r#"
        warning listener/open at cluster.config."allow.everyone.if.no.acl.found"
          every client, anonymous ones too, may do everything with the topics, the groups and the cluster that no access control list is about
          help: take `allow.everyone.if.no.acl.found` away, and give each user its `acls`
        "#);
    assert!(found("listener/open", &everyone("extraConfig", "'TRUE'")).contains("extraConfig"));
    // The authorizer takes every other text for `false`.
    for value in ["false", "'yes'"] {
        passes("listener/open", &everyone("config", value));
    }
    passes("broker-config/unknown-key", &everyone("config", "true"));
    // Without the authorizer nobody reads it.
    let unread = "cluster: {authorization: none, config: {allow.everyone.if.no.acl.found: true}}";
    assert!(found("broker-config/unknown-key", unread).contains("ignored"));
}

/// A sentence takes five names.
#[test]
fn open_by_six_listeners() {
    let doors = (1..=6).map(|door| format!("door{door}: {{port: 911{door}, tls: true}}"));
    let doors = doors.collect::<Vec<_>>().join(", ");
    let six = format!("cluster: {{authorization: none, listeners: {{{doors}}}}}");
    insta::assert_snapshot!(found("listener/open", &six), @"
    warning listener/open at cluster.authorization
      every client may do everything, and nobody knows who comes through `door1`, `door2`, `door3`, `door4`, `door5` and 1 more
      help: write `authorization: simple`
    ");
}

#[test]
fn unencrypted() {
    let rule = "listener/unencrypted";
    let door = |tls, expose| {
        listeners(&format!(
            "a: {{port: 9094, tls: {tls}, authentication: scram-sha-512, expose: {expose}}}"
        ))
    };
    insta::assert_snapshot!(found(rule, &door(false, "nodePort")), @r"
        warning listener/unencrypted at cluster.listeners.a.tls
          the listener `a` is reached from outside without encryption
          help: write `tls: true`
        ");
    passes(rule, &door(true, "nodePort"));
    passes(rule, &door(false, "clusterIp"));
}

#[test]
fn source_ranges() {
    let rule = "listener/source-ranges";
    let balancer = |ranges| {
        listeners(&format!(
            "a: {{port: 9094, tls: true, authentication: tls, expose: {{loadBalancer: {{sourceRanges: {ranges}}}}}}}"
        ))
    };
    insta::assert_snapshot!(found(rule, &balancer("[]")), @r"
        warning listener/source-ranges at cluster.listeners.a.expose.loadBalancer.sourceRanges
          the load balancers of the listener `a` let every address in
          help: name the ranges that clients come from, such as `10.0.0.0/8`
        ");
    insta::assert_snapshot!(found(rule, &balancer("[10.0.0.0/8, '::/0']")), @r"
        warning listener/source-ranges at cluster.listeners.a.expose.loadBalancer.sourceRanges
          the load balancers of the listener `a` let every address in
          help: name the ranges that clients come from, such as `10.0.0.0/8`
        ");
    passes(rule, &balancer("[10.0.0.0/8]"));
}

#[test]
fn node_port() {
    let rule = "listener/node-port";
    let doors = |first, second| {
        listeners(&format!(
            "a: {{port: 9094, tls: true, authentication: tls, expose: {{nodePort: {{{first}}}}}}},
             b: {{port: 9095, tls: false, authentication: scram-sha-512, expose: {{nodePort: {{{second}}}}}}}"
        ))
    };
    insta::assert_snapshot!(found(rule, &doors("port: 31000", "port: 31000")), @r"
        error listener/node-port at cluster.listeners.b.expose.nodePort.port
          the listener `a` asks for the node port 31000 too
          refused
          help: choose another one from 30000 to 32767
        warning listener/node-port at cluster.listeners.a.expose.nodePort.alternativeNames
          the brokers' certificates hold no name of a node, so clients of the listener `a` can't verify them
          fails-later
          help: write the names or addresses that clients use into `alternativeNames`
        ");
    passes(
        rule,
        &doors(
            "port: 31000, alternativeNames: [node.example.com]",
            "port: 31001",
        ),
    );
}

#[test]
fn ingress() {
    let rule = "listener/ingress";
    let door = |name, port, bootstrap, broker| {
        format!(
            "{name}: {{port: {port}, tls: true, authentication: tls, expose: {{ingress: {{bootstrapHost: {bootstrap}, brokerHost: '{broker}'}}}}}}"
        )
    };
    let old = "operator: {version: 0.50.1}\n";
    let alone = |bootstrap| old.to_owned() + &listeners(&door("a", 9094, bootstrap, "b{nodeId}.c"));
    insta::assert_snapshot!(found(rule, &alone("b2.c")), @r"
        error listener/ingress at cluster.listeners.a.expose.ingress.brokerHost
          the host `b2.c` stands for the bootstrap and for a broker of the listener `a`
          fails-later
          help: give each listener, its bootstrap and its brokers hosts of their own
        ");
    passes(rule, &alone("b3.c"));
    let both =
        door("a", 9094, "a.c", "a{nodeId}.c") + ", " + &door("b", 9095, "a.c", "b{nodeId}.c");
    insta::assert_snapshot!(found(rule, &(old.to_owned() + &listeners(&both))), @r"
        error listener/ingress at cluster.listeners.b.expose.ingress.bootstrapHost
          the host `a.c` belongs to the listener `a` too
          fails-later
          help: give each listener, its bootstrap and its brokers hosts of their own
        ");
    insta::assert_snapshot!(found(rule, &listeners(&door("a", 9094, "a.c", "b{nodeId}.c"))), @r"
        warning listener/ingress at cluster.listeners.a.expose.ingress
          the ingress of the listener `a` is deprecated from Strimzi 0.51 on
          help: plan to use load balancers, or a proxy before `clusterIp`
        ");
}
