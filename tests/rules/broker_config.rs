//! Settings of the brokers, which Strimzi and Kafka read.

use crate::deployment::{found, passes, with_kafka_3_6};

/// The base with other settings of the brokers.
fn config(settings: &str) -> String {
    format!("cluster: {{config: {{{settings}}}}}")
}

/// The base with one broker, and topics that fit.
fn one_broker(settings: &str) -> String {
    format!(
        "cluster: {{nodePools: {{brokers: {{replicas: 1}}}}, config: {{{settings}}}}}
topics:
  orders: {{replicas: 1, minInsyncReplicas: 1}}
  dlq: {{replicas: 1, minInsyncReplicas: 1}}"
    )
}

#[test]
fn forbidden() {
    let rule = "broker-config/forbidden";
    insta::assert_snapshot!(found(rule, "
cluster:
  config: {broker.rack: a, log.dir.failure.timeout.ms: 1, SSL.protocol: TLSv1.3}
  extraConfig: {authorizer.class.name: mine}
  cruiseControl: {config: {self.healing.enabled: true, num.metric.fetchers: 1}}
"), @r#"
        error broker-config/forbidden at cluster.config."SSL.protocol"
          the operator leaves `SSL.protocol` out: it takes every key for itself that begins with `ssl.`
          dropped
          help: say it in `cluster.listeners`, or take it away
        error broker-config/forbidden at cluster.config."broker.rack"
          the operator leaves `broker.rack` out: it takes every key for itself that begins with `broker.`
          dropped
          help: say it in `cluster.rack` or in `cluster.nodePools`, or take it away
        error broker-config/forbidden at cluster.config."log.dir.failure.timeout.ms"
          the operator leaves `log.dir.failure.timeout.ms` out: it takes every key for itself that begins with `log.dir`
          dropped
          help: say it in `cluster.nodePools`, or take it away
        error broker-config/forbidden at cluster.extraConfig."authorizer.class.name"
          the operator leaves `authorizer.class.name` out: it takes every key for itself that begins with `authorizer.`
          dropped
          help: say it in `cluster.authorization`, or take it away
        error broker-config/forbidden at cluster.cruiseControl.config."self.healing.enabled"
          the operator leaves `self.healing.enabled` out: it takes every key for itself that begins with `self.healing.`
          dropped
          help: take it away
        "#);
    passes(
        rule,
        &config("ssl.protocol: TLSv1.3, controller.quorum.fetch.timeout.ms: 2000"),
    );
}

#[test]
fn settings_of_a_listener_are_kept_from_0_51_on() {
    let rule = "broker-config/forbidden";
    passes(rule, &config("listener.name.tls-9093.max.connections: 5"));
    insta::assert_snapshot!(found(rule, &config("listener.name.tls-9094.max.connections: 5")), @r#"
        error broker-config/forbidden at cluster.config."listener.name.tls-9094.max.connections"
          the operator leaves `listener.name.tls-9094.max.connections` out: it takes every key for itself that begins with `listener.`
          dropped
          help: say it in `cluster.listeners`, or take it away
        "#);
    insta::assert_snapshot!(found(rule, &config("listener.name.tls-9093.ssl.protocol: a")), @r#"
        error broker-config/forbidden at cluster.config."listener.name.tls-9093.ssl.protocol"
          the operator leaves `listener.name.tls-9093.ssl.protocol` out: it takes every key for itself that begins with `listener.`
          dropped
          help: say it in `cluster.listeners`, or take it away
        "#);
    let old = "operator: {version: 0.50.1}
cluster: {version: 4.1.1, metadataVersion: 4.1, config: {listener.name.tls-9093.max.connections: 5}}";
    insta::assert_snapshot!(found(rule, old), @r#"
        error broker-config/forbidden at cluster.config."listener.name.tls-9093.max.connections"
          the operator leaves `listener.name.tls-9093.max.connections` out: it takes every key for itself that begins with `listener.`
          dropped
          help: say it in `cluster.listeners`, or take it away
        "#);
}

#[test]
fn replication() {
    let rule = "broker-config/replication";
    insta::assert_snapshot!(found(rule, &config("default.replication.factor: 4")), @r#"
        error broker-config/replication at cluster.config."default.replication.factor"
          `default.replication.factor` is 4, and the cluster has 3 brokers
          refused
          help: write at most 3, or add brokers
        "#);
    insta::assert_snapshot!(found(rule, &config("transaction.state.log.min.isr: two")), @"");
    insta::assert_snapshot!(found(rule, &one_broker("default.replication.factor: 1")), @r#"
        error broker-config/replication at cluster.config."offsets.topic.replication.factor"
          `offsets.topic.replication.factor` is 3, and the cluster has 1 broker
          refused
          help: write at most 1, or add brokers
        error broker-config/replication at cluster.config."transaction.state.log.replication.factor"
          `transaction.state.log.replication.factor` is 3, and the cluster has 1 broker
          refused
          help: write at most 1, or add brokers
        error broker-config/replication at cluster.config."transaction.state.log.min.isr"
          `transaction.state.log.min.isr` is 2, and the cluster has 1 broker
          refused
          help: write at most 1, or add brokers
        "#);
    passes(rule, "");
    // Without any broker there is no number to write.
    passes(rule, "cluster: {nodePools: {brokers: {replicas: 0}}}");
}

#[test]
fn internal_topics() {
    let rule = "broker-config/internal-topics";
    let missing = "offsets.topic.replication.factor: null, transaction.state.log.replication.factor: null, transaction.state.log.min.isr: null";
    insta::assert_snapshot!(found(rule, &one_broker(missing)), @r#"
    error broker-config/internal-topics at cluster.config."offsets.topic.replication.factor"
      `offsets.topic.replication.factor` is not written and Kafka takes 3, but the cluster has 1 broker
      fails-later
      help: write `offsets.topic.replication.factor: 1`
    error broker-config/internal-topics at cluster.config."transaction.state.log.replication.factor"
      `transaction.state.log.replication.factor` is not written and Kafka takes 3, but the cluster has 1 broker
      fails-later
      help: write `transaction.state.log.replication.factor: 1`
    "#);
    passes(rule, &config(missing));
    let old = with_kafka_3_6(&one_broker(missing));
    assert!(found(rule, &old).contains("write `transaction.state.log.min.isr: 1`"));
}

/// A bug: a cluster of three lost its groups' offsets with one disk, and nobody was told.
#[test]
fn internal_topics_with_a_single_copy() {
    let rule = "broker-config/internal-topics";
    let copies = |count: u8| {
        format!(
            "offsets.topic.replication.factor: {count}, transaction.state.log.replication.factor: {count}, transaction.state.log.min.isr: 1"
        )
    };
    insta::assert_snapshot!(found(rule, &config(&copies(1))), @r#"
    warning broker-config/internal-topics at cluster.config."offsets.topic.replication.factor"
      `offsets.topic.replication.factor` is 1: what consumer groups have read has a single copy, which is away with its broker and lost with its disk
      fails-later
      help: write `offsets.topic.replication.factor: 3`; topics that exist keep their copies until they are reassigned
    warning broker-config/internal-topics at cluster.config."transaction.state.log.replication.factor"
      `transaction.state.log.replication.factor` is 1: the state of transactions has a single copy, which is away with its broker and lost with its disk
      fails-later
      help: write `transaction.state.log.replication.factor: 3`; topics that exist keep their copies until they are reassigned
    "#);
    passes(rule, &config(&copies(2)));
    passes(rule, &one_broker(&copies(1)));
}

#[test]
fn conditions() {
    let rule = "broker-config/conditions";
    insta::assert_snapshot!(found(rule, &config("replica.fetch.wait.max.ms: 30001")), @r#"
    error broker-config/conditions at cluster.config."replica.fetch.wait.max.ms"
      `replica.lag.time.max.ms` is 30000, and Kafka wants at least `replica.fetch.wait.max.ms`, which is 30001: no broker starts with these
      fails-later
      help: write `replica.lag.time.max.ms: 30001` or more, or less of `replica.fetch.wait.max.ms`
    error broker-config/conditions at cluster.config."replica.fetch.wait.max.ms"
      `replica.socket.timeout.ms` is 30000, and Kafka wants at least `replica.fetch.wait.max.ms`, which is 30001: no broker starts with these
      fails-later
      help: write `replica.socket.timeout.ms: 30001` or more, or less of `replica.fetch.wait.max.ms`
    "#);
    passes(rule, &config("replica.fetch.wait.max.ms: 30000"));
    insta::assert_snapshot!(found(rule, &config("connections.max.idle.ms: 100")), @r#"
    error broker-config/conditions at cluster.config."connections.max.idle.ms"
      `connections.max.idle.ms` is 100, and Kafka wants more than `connection.failed.authentication.delay.ms`, which is 100: no broker starts with these
      fails-later
      help: write `connections.max.idle.ms: 101` or more, or less of `connection.failed.authentication.delay.ms`
    "#);
    passes(rule, &config("connections.max.idle.ms: 101"));
    insta::assert_snapshot!(found(rule, &config("log.cleaner.dedupe.buffer.size: 2097153, log.cleaner.threads: 2")), @r#"
    error broker-config/conditions at cluster.config."log.cleaner.dedupe.buffer.size"
      `log.cleaner.dedupe.buffer.size` is 2097153, and Kafka wants at least 1048577 times `log.cleaner.threads`, which is 2: no broker starts with these
      fails-later
      help: write `log.cleaner.dedupe.buffer.size: 2097154` or more, or less of `log.cleaner.threads`
    "#);
    passes(
        rule,
        &config("log.cleaner.dedupe.buffer.size: 2097154, log.cleaner.threads: 2"),
    );
    insta::assert_snapshot!(found(rule, &config("queued.max.request.bytes: 1000")), @r#"
    error broker-config/conditions at cluster.config."queued.max.request.bytes"
      `queued.max.request.bytes` is 1000, and Kafka wants at least `socket.request.max.bytes`, which is 104857600: no broker starts with these
      fails-later
      help: write `queued.max.request.bytes: 104857600` or more, or less of `socket.request.max.bytes`
    "#);
    passes(rule, &config("queued.max.request.bytes: -1"));
}

#[test]
fn retention() {
    let rule = "broker-config/retention";
    insta::assert_snapshot!(found(rule, &config("log.retention.ms: 0")), @r#"
    error broker-config/retention at cluster.config."log.retention.ms"
      `log.retention.ms` is 0: Kafka keeps records for a millisecond at least, and no broker starts
      fails-later
      help: write how long records are to be kept; -1 keeps them for ever
    "#);
    passes(rule, &config("log.retention.ms: 1"));
    passes(rule, &config("log.retention.ms: -1"));
    passes(
        rule,
        &config("log.retention.ms: 1000, log.retention.hours: 0"),
    );
}

#[test]
fn durability() {
    let rule = "broker-config/durability";
    let missing = "default.replication.factor: null, min.insync.replicas: null";
    insta::assert_snapshot!(found(rule, &config(missing)), @r#"
        warning broker-config/durability at cluster.config."default.replication.factor"
          `default.replication.factor` is not written, so new topics have one copy
          fails-later
          help: write `default.replication.factor: 3`
        warning broker-config/durability at cluster.config."min.insync.replicas"
          `min.insync.replicas` is not written, so a record counts as written when one broker has it
          fails-later
          help: write `min.insync.replicas: 2`
        "#);
    let two =
        format!("cluster: {{nodePools: {{brokers: {{replicas: 2}}}}, config: {{{missing}}}}}");
    assert_eq!(found(rule, &two).matches("fails-later").count(), 2);
    passes(rule, &one_broker(missing));
}

#[test]
fn min_insync_replicas() {
    let rule = "broker-config/min-insync-replicas";
    insta::assert_snapshot!(
        found(rule, &config("min.insync.replicas: 4, transaction.state.log.min.isr: 3")), @r#"
        warning broker-config/min-insync-replicas at cluster.config."min.insync.replicas"
          `min.insync.replicas` is 4, and `default.replication.factor` makes only 3: while any broker restarts nothing can be written with acks=all
          fails-later
          help: write `min.insync.replicas: 2`
        warning broker-config/min-insync-replicas at cluster.config."transaction.state.log.min.isr"
          `transaction.state.log.min.isr` is 3, as many as `transaction.state.log.replication.factor` makes: while any broker restarts nothing can be written with acks=all
          fails-later
          help: write `transaction.state.log.min.isr: 2`
        "#);
    let old = with_kafka_3_6(&config("min.insync.replicas: 4"));
    insta::assert_snapshot!(found(rule, &old), @r#"
    error broker-config/min-insync-replicas at cluster.config."min.insync.replicas"
      `min.insync.replicas` is 4, and `default.replication.factor` makes only 3: nothing can be written with acks=all
      fails-later
      help: write `min.insync.replicas: 2`
    "#);
    passes(rule, &config("min.insync.replicas: 2"));
    passes(
        rule,
        &config("min.insync.replicas: 1, default.replication.factor: 1"),
    );
    passes(
        rule,
        &config("min.insync.replicas: 4, default.replication.factor: null"),
    );
}

#[test]
fn config_providers() {
    let rule = "broker-config/config-providers";
    insta::assert_snapshot!(
        found(rule, "cluster: {extraConfig: {config.providers: 'vault, strimzienv'}}"), @r#"
        error broker-config/config-providers at cluster.extraConfig."config.providers"
          Strimzi keeps the name `strimzienv` for a configuration provider of its own
          refused
          help: take it out of the list: it is there without being named
        "#);
    passes(
        rule,
        "cluster: {extraConfig: {config.providers: 'vault,strimzi'}}",
    );
}

#[test]
fn message_format() {
    let rule = "broker-config/message-format";
    insta::assert_snapshot!(found(rule, &config("inter.broker.protocol.version: 3.7")), @r#"
        warning broker-config/message-format at cluster.config."inter.broker.protocol.version"
          `inter.broker.protocol.version` says nothing to a cluster in KRaft mode
          ignored
          help: say it in `cluster.metadataVersion`
        "#);
    passes(rule, &config("message.max.bytes: 1048588"));
    // Kafka 4 does not know the key any more, and one finding says what to do.
    passes(
        "broker-config/unknown-key",
        &config("inter.broker.protocol.version: 3.7"),
    );
}

#[test]
fn auto_create_topics() {
    let rule = "broker-config/auto-create-topics";
    insta::assert_snapshot!(found(rule, &config("auto.create.topics.enable: true")), @r#"
        warning broker-config/auto-create-topics at cluster.config."auto.create.topics.enable"
          brokers create every topic that a client names
          ignored
          help: write `auto.create.topics.enable: false`
        "#);
    insta::assert_snapshot!(found(rule, &config("auto.create.topics.enable: null")), @r#"
        warning broker-config/auto-create-topics at cluster.config."auto.create.topics.enable"
          brokers create every topic that a client names, because nothing tells them not to
          ignored
          help: write `auto.create.topics.enable: false`
        "#);
    passes(rule, "");
}

#[test]
fn cruise_control() {
    let rule = "broker-config/cruise-control";
    let control = |brokers, settings| {
        format!(
            "cluster: {{cruiseControl: {{}}, nodePools: {{brokers: {{replicas: {brokers}}}}}, config: {{{settings}}}}}"
        )
    };
    insta::assert_snapshot!(found(rule, &control(1, "")), @r"
        error broker-config/cruise-control at cluster.cruiseControl
          Cruise Control needs at least two brokers, and there are fewer
          refused
          help: add brokers, or leave Cruise Control away
        ");
    insta::assert_snapshot!(found(rule, &control(2, "
      cruise.control.metrics.topic.replication.factor: 3,
      cruise.control.metrics.topic.min.insync.replicas: many")), @r#"
        error broker-config/cruise-control at cluster.config."cruise.control.metrics.topic.replication.factor"
          `cruise.control.metrics.topic.replication.factor` is 3, more than the brokers (2)
          refused
          help: write at most 2
        error broker-config/cruise-control at cluster.config."cruise.control.metrics.topic.min.insync.replicas"
          `cruise.control.metrics.topic.min.insync.replicas` is `many`, which is no whole number
          refused
          help: write at most 3
        "#);
    insta::assert_snapshot!(found(rule, &control(3, "
      cruise.control.metrics.topic.replication.factor: 1,
      cruise.control.metrics.topic.min.insync.replicas: 2")), @r#"
        error broker-config/cruise-control at cluster.config."cruise.control.metrics.topic.min.insync.replicas"
          `cruise.control.metrics.topic.min.insync.replicas` is 2, more than the copies of its topic (1)
          refused
          help: write at most 1
        "#);
    passes(
        rule,
        &control(2, "cruise.control.metrics.topic.replication.factor: 2"),
    );
    passes(rule, &one_broker(""));
}

#[test]
fn set_twice() {
    let rule = "broker-config/set-twice";
    let twice = "cluster: {config: {num.io.threads: 8}, extraConfig: {num.io.threads: 9}}";
    insta::assert_snapshot!(found(rule, twice), @r#"
        error broker-config/set-twice at cluster.extraConfig."num.io.threads"
          `num.io.threads` stands in `cluster.config` too
          help: keep it in `cluster.config`
        "#);
    passes(
        rule,
        "cluster: {config: {num.io.threads: 8}, extraConfig: {my.io.threads: 9}}",
    );
}

#[test]
fn unknown_key() {
    let rule = "broker-config/unknown-key";
    insta::assert_snapshot!(found(rule, "
cluster:
  config: {num.io.thread: 8, my.plugin: a}
  extraConfig: {num.network.threads: 3}
"), @r#"
        error broker-config/unknown-key at cluster.config."my.plugin"
          Kafka 4.3.1 knows no setting `my.plugin` of a broker
          ignored
          help: write it below `extraConfig` if a plugin reads it
        error broker-config/unknown-key at cluster.config."num.io.thread"
          Kafka 4.3.1 knows no setting `num.io.thread` of a broker
          ignored
          help: did you mean `num.io.threads`?
        warning broker-config/unknown-key at cluster.extraConfig."num.network.threads"
          `num.network.threads` is a setting of Kafka's own
          help: write it below `cluster.config`
        "#);
    passes(rule, "
cluster:
  config: {num.io.threads: 8, cruise.control.metrics.topic.num.partitions: 1, log.dirs: /a, listener.name.tls-9093.max.connections: 1}
  extraConfig: {my.plugin: a, client.quota.callback.static.new: 5}
");
}

#[test]
fn value() {
    let rule = "broker-config/value";
    // Kafka takes no empty part of a list since 4.2; an empty default is no help.
    let list = |kafka: &str, metadata: &str| {
        let suites = "config: {ssl.cipher.suites: 'A,,B'}";
        format!(
            "operator: {{version: 1.2.0}}\ncluster: {{version: {kafka}, metadataVersion: {metadata}, {suites}}}"
        )
    };
    insta::assert_snapshot!(found(rule, &list("4.2.0", "4.2")), @r#"
    error broker-config/value at cluster.config."ssl.cipher.suites"
      `ssl.cipher.suites` can't be `A,,B`: it, or a part of it, is empty, and a value is needed
      refused
    "#);
    passes(rule, &list("4.1.2", "4.1"));
    insta::assert_snapshot!(found(rule, "
cluster:
  config:
    num.io.threads: 0
    compression.type: lz5
    auto.create.topics.enable: False
    log.retention.ms: soon
  extraConfig: {background.threads: many}
"), @r#"
        error broker-config/value at cluster.config."auto.create.topics.enable"
          `auto.create.topics.enable` can't be `False`: Strimzi takes `true` and `false` in lower case only
          refused
          help: Kafka's default is `true`
        error broker-config/value at cluster.config."compression.type"
          `compression.type` can't be `lz5`: `lz5` is not one of uncompressed, zstd, lz4, snappy, gzip, producer; `lz4` is the nearest
          refused
          help: Kafka's default is `producer`
        error broker-config/value at cluster.config."log.retention.ms"
          `log.retention.ms` can't be `soon`: it is not a whole number of 64 bits
          refused
        error broker-config/value at cluster.config."num.io.threads"
          `num.io.threads` can't be `0`: it is below the least value, 1
          refused
          help: Kafka's default is `8`
        error broker-config/value at cluster.extraConfig."background.threads"
          `background.threads` can't be `many`: it is not a whole number of 32 bits
          refused
          help: Kafka's default is `10`
        "#);
    passes(
        rule,
        &config("num.io.threads: 1, compression.type: lz4, log.retention.ms: -1, my.plugin: a"),
    );
}
