//! What of a listener the model does not have, or can't get wrong.

use crate::set::{found, of, with};

const LISTENER: &str =
    "{name: tls, port: 9093, type: internal, tls: true, authentication: {type: tls}}";

/// The base with another listener beside its own.
fn listener(fields: &str) -> String {
    with(
        LISTENER,
        &format!("{LISTENER}\n    - {{name: out, port: 9094, tls: true, {fields}}}"),
    )
}

#[test]
fn listener_field() {
    let rule = "manifest/listener-field";
    let of = |fields: &str| of(rule, &listener(fields));
    insta::assert_snapshot!(of("type: nodeport, configuration: {loadBalancerSourceRanges: [10.0.0.0/8], bootstrap: {loadBalancerIP: 10.0.0.1}, createBootstrapService: false}"), @"
    error manifest/listener-field at 29:74
      the listener `out` is of the type `nodeport`, and `loadBalancerSourceRanges` belongs to `loadbalancer` alone
      help: take it away, or change the type of the listener
    error manifest/listener-field at 29:126
      the listener `out` is of the type `nodeport`, and `loadBalancerIP` belongs to `loadbalancer` alone
      help: take it away, or change the type of the listener
    error manifest/listener-field at 29:153
      the listener `out` is of the type `nodeport`, and `createBootstrapService: false` belongs to `loadbalancer` alone
      help: take it away, or change the type of the listener
    ");
    insta::assert_snapshot!(of("type: internal, configuration: {hostTemplate: 'a{nodeId}.b', brokers: [{broker: 10, host: a}], ipFamilies: [IPv4]}"), @"
    error manifest/listener-field at 29:74
      the listener `out` is of the type `internal`, and `hostTemplate` belongs to `route`, `ingress` and `tlsroute` alone
      help: take it away, or change the type of the listener
    error manifest/listener-field at 29:126
      the listener `out` is of the type `internal`, and `host` belongs to `route`, `ingress` and `tlsroute` alone
      help: take it away, or change the type of the listener
    error manifest/listener-field at 29:137
      the listener `out` is of the type `internal`, and `ipFamilies` belongs to every type but `internal`
      help: take it away, or change the type of the listener
    ");
    insta::assert_snapshot!(of("type: loadbalancer, configuration: {useServiceDnsDomain: true, advertisedPortTemplate: 'x{nodeId}'}"), @"
    error manifest/listener-field at 29:78
      the listener `out` is of the type `loadbalancer`, and `useServiceDnsDomain` belongs to `internal` and `cluster-ip` alone
      help: take it away, or change the type of the listener
    error manifest/listener-field at 29:129
      `advertisedPortTemplate` of the listener `out` makes no number
      help: write digits and `{nodeId}`, such as `900{nodeId}`
    ");
    insta::assert_snapshot!(found(rule, "1.2.0", &with(LISTENER, "{name: tls, port: 9093, type: internal, tls: false, configuration: {brokerCertChainAndKey: {secretName: a, certificate: b, key: c}}}")), @"
    error manifest/listener-field at 28:75
      the listener `tls` has a certificate of its own and no TLS
      help: write `tls: true`
    ");
    for good in [
        "type: loadbalancer, configuration: {loadBalancerSourceRanges: [10.0.0.0/8], finalizers: [a], createBootstrapService: false, externalTrafficPolicy: Local, class: a, advertisedPortTemplate: '900{nodeId}'}",
        "type: nodeport, configuration: {preferredNodePortAddressType: Hostname, createBootstrapService: true, bootstrap: {nodePort: 32000, externalIPs: [10.0.0.1]}}",
        "type: internal, configuration: {useServiceDnsDomain: true}",
        "type: cluster-ip, configuration: {useServiceDnsDomain: true, ipFamilies: [IPv4]}",
        "type: ingress, configuration: {class: nginx, hostTemplate: 'a{nodeId}.b', bootstrap: {host: c}}",
        "type: internal, configuration: {brokerCertChainAndKey: {secretName: a, certificate: b, key: c}}",
    ] {
        assert_eq!(of(good), "", "{good}");
    }
}

#[test]
fn listener_hosts() {
    let rule = "manifest/listener-hosts";
    let of = |fields: &str| of(rule, &listener(fields));
    insta::assert_snapshot!(of("type: ingress"), @"
    error manifest/listener-hosts at 29:48
      the listener `out` is of the type `ingress` and lacks `bootstrap.host` and `hostTemplate`
      help: write what is missing below `configuration`
    ");
    insta::assert_snapshot!(of("type: tlsroute, configuration: {bootstrap: {host: a}, brokers: [{broker: 10, host: b}, {broker: 11}]}"), @"
    error manifest/listener-hosts at 29:48
      the listener `out` is of the type `tlsroute` and lacks the hosts of 2 of its 3 brokers and `parentRefs`
      help: write what is missing below `configuration`
    ");
    for good in [
        "type: ingress, configuration: {hostTemplate: 'a{nodeId}.b', bootstrap: {host: c}}",
        "type: ingress, configuration: {bootstrap: {host: c}, brokers: [{broker: 10, host: a}, {broker: 11, host: b}, {broker: 12, host: d}]}",
        "type: tlsroute, configuration: {hostTemplate: 'a{nodeId}.b', bootstrap: {host: c}, parentRefs: [{name: gateway}]}",
        "type: route",
    ] {
        assert_eq!(of(good), "", "{good}");
    }
}

/// A bug: hosts of some of the brokers were taken for those of all.
#[test]
fn listener_hosts_of_every_broker() {
    let rule = "manifest/listener-hosts";
    let brokers = |hosts: &str| {
        listener(&format!(
            "type: ingress, configuration: {{bootstrap: {{host: c}}, brokers: [{hosts}]}}"
        ))
    };
    let two = "{broker: 10, host: a}, {broker: 11, host: b}";
    insta::assert_snapshot!(of(rule, &brokers("{broker: 3, host: a}")), @"
    error manifest/listener-hosts at 29:48
      the listener `out` is of the type `ingress` and lacks the hosts of 2 of its 3 brokers
      help: write what is missing below `configuration`
    ");
    insta::assert_snapshot!(of(rule, &brokers(&format!("{two}, {{broker: 11, host: d}}, {{broker: 12}}"))), @"
    error manifest/listener-hosts at 29:48
      the listener `out` is of the type `ingress` and lacks the hosts of 1 of its 3 brokers
      help: write what is missing below `configuration`
    ");
    let three = brokers(&format!("{two}, {{broker: 12, host: d}}"));
    assert_eq!(of(rule, &three), "");
    // The operator gives the ids, so that nobody can say here whether they are these.
    let told = of("manifest/not-checked", &three);
    assert!(
        told.contains(
            "whether the hosts of the listener `out` stand under the ids that the brokers have"
        ),
        "{told}"
    );
    // Without node pools they count from 0 on.
    let old = |first: u32| {
        format!(
            "apiVersion: kafka.strimzi.io/v1beta2
kind: Kafka
metadata: {{name: old}}
spec:
  kafka:
    replicas: 2
    listeners:
    - {{name: out, port: 9094, type: ingress, tls: true, configuration: {{bootstrap: {{host: c}}, brokers: [{{broker: {first}, host: a}}, {{broker: {}, host: b}}]}}}}
    storage: {{type: ephemeral}}
  zookeeper: {{replicas: 3, storage: {{type: ephemeral}}}}
",
            first + 1
        )
    };
    assert_eq!(found(rule, "0.45.0", &old(0)), "");
    insta::assert_snapshot!(found(rule, "0.45.0", &old(1)), @"
    error manifest/listener-hosts at 8:37
      the listener `out` is of the type `ingress` and lacks the hosts of 1 of its 2 brokers
      help: write what is missing below `configuration`
    ");
}

#[test]
fn node_port() {
    let rule = "manifest/node-port";
    let ports = |bootstrap: u32, broker: u32| {
        listener(&format!(
            "type: nodeport, configuration: {{bootstrap: {{nodePort: {bootstrap}}}, brokers: [{{broker: 10, nodePort: {broker}}}]}}"
        ))
    };
    insta::assert_snapshot!(of(rule, &ports(32000, 32000)), @r"
        error manifest/node-port at 29:137
          another address of this Kafka has the node port 32000
          help: write another one, or leave it out
        ");
    insta::assert_snapshot!(of(rule, &ports(32000, 29999)), @r"
        error manifest/node-port at 29:137
          29999 is not a node port: it is outside of 30000 to 32767
          help: write one from 30000 to 32767, or leave it out
        ");
    assert_eq!(of(rule, &ports(32000, 30000)), "");
}
