//! What is around a cluster: policies, monitoring, certificates and the bill.

use crate::deployment::{found, passes};

#[test]
fn api_server() {
    let rule = "network/api-server";
    insta::assert_snapshot!(found(rule, "platform: {apiServer: {addresses: []}}"), @r"
        advice network/api-server at platform.apiServer.addresses
          the operators may go to every address on the API server's ports (443, 6443)
          help: write the addresses that `kubectl get endpoints kubernetes` shows
        ");
    passes(rule, "platform: {apiServer: {addresses: [10.0.0.1/32]}}");
    passes(rule, "platform: {apiServer: {addresses: [], ports: []}}");
}

#[test]
fn api_server_port() {
    let rule = "network/api-server-port";
    insta::assert_snapshot!(found(rule, "platform: {apiServer: {ports: []}}"), @r"
        error network/api-server-port at platform.apiServer.ports
          the policies would cut the operators off from the API server
          fails-later
          help: write `ports: [443, 6443]`, or leave it out
        ");
    passes(rule, "platform: {apiServer: {ports: [443]}}");
}

#[test]
fn metrics() {
    let rule = "monitoring/metrics";
    insta::assert_snapshot!(found(rule, "cluster: {metrics: none}"), @r"
        warning monitoring/metrics at cluster.metrics
          the brokers show no metrics, so no alert about them can fire
          help: write `metrics: jmxExporter`
        ");
    passes(rule, "cluster: {metrics: jmxExporter}");
}

#[test]
fn lag() {
    let rule = "monitoring/lag";
    insta::assert_snapshot!(found(rule, "cluster: {kafkaExporter: null}"), @r"
        advice monitoring/lag at cluster.kafkaExporter
          nothing measures how far the consumers are behind
          help: write `kafkaExporter: {}`
        ");
    passes(
        rule,
        "cluster: {kafkaExporter: null}\napplications: {billing: {consumes: {orders: null}}}",
    );
}

#[test]
fn in_values() {
    let rule = "secret/in-values";
    insta::assert_snapshot!(found(rule, "
cluster:
  config: {ssl.keystore.key: abc}
  extraConfig: {my.plugin.PASSWORD: hunter2}
  cruiseControl: {config: {client.secret: abc}}
clientProfiles:
  exactly-once:
    producer: {sasl.jaas.config: abc}
    consumer: {ssl.key.password: abc}
applications: {shop: {workload: {env: {DATABASE_PASSWORD: abc, DATABASE: orders}}}}
"), @r#"
        error secret/in-values at cluster.config."ssl.keystore.key"
          `ssl.keystore.key` is a secret, and the model is no place for it
          help: refer to it, such as `${strimzienv:NAME}`, or mount it from a Secret
        error secret/in-values at cluster.extraConfig."my.plugin.PASSWORD"
          `my.plugin.PASSWORD` is a secret, and the model is no place for it
          help: refer to it, such as `${strimzienv:NAME}`, or mount it from a Secret
        error secret/in-values at cluster.cruiseControl.config."client.secret"
          `client.secret` is a secret, and the model is no place for it
          help: refer to it, such as `${strimzienv:NAME}`, or mount it from a Secret
        error secret/in-values at clientProfiles.exactly-once.producer."sasl.jaas.config"
          `sasl.jaas.config` is a secret, and the model is no place for it
          help: refer to it, such as `${strimzienv:NAME}`, or mount it from a Secret
        error secret/in-values at clientProfiles.exactly-once.consumer."ssl.key.password"
          `ssl.key.password` is a secret, and the model is no place for it
          help: refer to it, such as `${strimzienv:NAME}`, or mount it from a Secret
        error secret/in-values at applications.shop.workload.env.DATABASE_PASSWORD
          `DATABASE_PASSWORD` is a secret, and the model is no place for it
          help: refer to it, such as `${strimzienv:NAME}`, or mount it from a Secret
        "#);
    let env =
        |variables: &str| format!("applications: {{shop: {{workload: {{env: {{{variables}}}}}}}}}");
    insta::assert_snapshot!(found(rule, &env("GITHUB_TOKEN: abc, APIKEY: abc")), @r"
        error secret/in-values at applications.shop.workload.env.APIKEY
          `APIKEY` is a secret, and the model is no place for it
          help: refer to it, such as `${strimzienv:NAME}`, or mount it from a Secret
        error secret/in-values at applications.shop.workload.env.GITHUB_TOKEN
          `GITHUB_TOKEN` is a secret, and the model is no place for it
          help: refer to it, such as `${strimzienv:NAME}`, or mount it from a Secret
        ");
    insta::assert_snapshot!(found(rule, &env("DB: 'postgres://shop:hunter2@db/orders'")), @r"
        error secret/in-values at applications.shop.workload.env.DB
          the address in `DB` has a password, and the model is no place for it
          help: refer to it, such as `${strimzienv:NAME}`, or mount it from a Secret
        ");
    passes(
        rule,
        &env("DB: 'postgres://shop@db/orders', MAIL: 'https://a/b?c=d:e@f'"),
    );
    passes(
        rule,
        &env("DB_PASSWORD_FILE: /run/db, SECRET_NAME: db, SHOW_PASSWORD: 'false', TOKENS: 5"),
    );
    passes(rule, &env("DB: 'postgres://shop:$(DB_PASSWORD)@db/orders'"));
    passes(
        rule,
        "cluster: {extraConfig: {my.password: '${strimzienv:PASSWORD}', my.passport: a}}",
    );
}

#[test]
fn own_authority() {
    let rule = "secret/own-authority";
    insta::assert_snapshot!(
        found(rule, "cluster: {certificates: {clients: {generate: false}}}"), @r"
        advice secret/own-authority at cluster.certificates.clients.generate
          the Secrets `events-clients-ca` and `events-clients-ca-cert` must exist before the cluster
          refused
          help: create them with `ca.key` and `ca.crt`, and renew them before they end
        ");
    passes(rule, "cluster: {certificates: {clients: {generate: true}}}");
}

#[test]
fn renewal() {
    let rule = "secret/renewal";
    let days = |validity, renewal, generate| {
        format!(
            "cluster: {{certificates: {{cluster: {{validityDays: {validity}, renewalDays: {renewal}, generate: {generate}}}}}}}"
        )
    };
    insta::assert_snapshot!(found(rule, &days(30, 30, true)), @r"
        error secret/renewal at cluster.certificates.cluster.renewalDays
          a certificate authority that is valid for 30 days and renewed 30 days before its end is renewed all the time
          fails-later
          help: write less than 30
        ");
    passes(rule, &days(31, 30, true));
    passes(rule, &days(30, 60, false));
}

#[test]
fn load_balancers() {
    let rule = "cost/load-balancers";
    insta::assert_snapshot!(found(rule, "
cluster: {listeners: {out: {port: 9094, tls: true, authentication: tls, expose: loadBalancer}}}
"), @r"
        advice cost/load-balancers at cluster.listeners
          the cloud makes 4 load balancers: for each such listener one for the bootstrap and one for each broker
          help: take the listener away where no client comes from outside
        ");
    passes(
        rule,
        "
cluster: {listeners: {out: {port: 9094, tls: true, authentication: tls, expose: nodePort}}}
",
    );
}

#[test]
fn certificate_days() {
    let rule = "monitoring/certificate-days";
    let alert = |days| {
        format!(
            "monitoring: {{owner: a, thresholds: {{certificateDays: {days}}}}}
cluster: {{certificates: {{clients: {{renewalDays: 20}}}}}}"
        )
    };
    insta::assert_snapshot!(found(rule, &alert("20")), @r"
        warning monitoring/certificate-days at monitoring.thresholds.certificateDays
          the alert asks for 20 days, and a certificate is renewed 20 days before its end: it fires before each renewal
          help: write less than 20, or leave it out
        ");
    passes(rule, &alert("19"));
    passes(rule, "monitoring: {owner: a}");
}

#[test]
fn unknown_metric() {
    let rule = "monitoring/unknown-metric";
    let watched = "monitoring: {owner: a}";
    passes(rule, watched);
    // What is switched off takes its alerts and panels with it.
    for off in [
        "cluster: {metrics: none}",
        "cluster: {kafkaExporter: null}",
        "operator: {install: false}",
        "operator: {version: 1.2.0}",
    ] {
        passes(rule, &format!("{watched}\n{off}"));
    }
}

#[test]
fn limit() {
    let rule = "monitoring/limit";
    let thresholds = |lag, hold| {
        format!(
            "monitoring: {{owner: a, thresholds: {{consumerLag: {lag}, consumerLagFor: {hold}, nodeDown: {hold}}}}}
applications: {{billing: {{lagLimit: {lag}}}}}"
        )
    };
    insta::assert_snapshot!(found(rule, &thresholds(0, "59s")), @r"
        warning monitoring/limit at applications.billing.lagLimit
          the alert fires whenever a record is under way
          help: allow as many records as arrive while the consumer handles its last ones
        warning monitoring/limit at monitoring.thresholds.consumerLag
          the alert fires whenever a record is under way
          help: allow as many records as arrive while the consumer handles its last ones
        warning monitoring/limit at monitoring.thresholds.nodeDown
          the alert fires after 59s, which is less than one restart takes
          help: write at least `1m`, better several
        warning monitoring/limit at monitoring.thresholds.consumerLagFor
          the alert fires after 59s, which is less than one restart takes
          help: write at least `1m`, better several
        ");
    passes(rule, &thresholds(1, "60s"));
}
