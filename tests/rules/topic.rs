//! Topics: copies, retention and what they hold.

use crate::deployment::{found, passes, with_kafka_3_6};

/// The base with other values of the topic `orders`.
fn orders(values: &str) -> String {
    format!("topics: {{orders: {{{values}}}}}")
}

#[test]
fn replicas() {
    let rule = "topic/replicas";
    insta::assert_snapshot!(found(rule, &orders("replicas: 4")), @r"
        error topic/replicas at topics.orders.replicas
          the topic `orders` has 4 copies, and the cluster has 3 brokers
          fails-later
          help: write at most 3, or add brokers
        ");
    insta::assert_snapshot!(found(rule, &orders("replicas: 1, minInsyncReplicas: 1")), @r"
        warning topic/replicas at topics.orders.replicas
          the topic `orders` has a single copy, which is away with its broker and lost with its disk
          fails-later
          help: write `replicas: 3`
        ");
    insta::assert_snapshot!(found(rule, "
cluster: {config: {default.replication.factor: 5}}
topics: {orders: {replicas: null}}
"), @r"
        error topic/replicas at topics.orders.replicas
          the topic `orders` has 5 copies, and the cluster has 3 brokers
          fails-later
          help: write at most 3, or add brokers
        ");
    passes(rule, &orders("replicas: 2"));
    passes(rule, "cluster: {nodePools: {brokers: {replicas: 0}}}");
    passes(
        rule,
        "
cluster: {nodePools: {brokers: {replicas: 1}}}
topics: {orders: {replicas: 1}, dlq: {replicas: 1}}
",
    );
}

#[test]
fn min_insync_replicas() {
    let rule = "topic/min-insync-replicas";
    insta::assert_snapshot!(found(rule, &orders("minInsyncReplicas: 4")), @"
    warning topic/min-insync-replicas at topics.orders.minInsyncReplicas
      the topic `orders` wants 4 copies in sync and has 3: while a broker restarts nothing can be written with acks=all
      fails-later
      help: write `minInsyncReplicas: 2`
    ");
    insta::assert_snapshot!(found(rule, &orders("minInsyncReplicas: 3")), @"
    warning topic/min-insync-replicas at topics.orders.minInsyncReplicas
      the topic `orders` wants all of its 3 copies in sync: while a broker restarts nothing can be written with acks=all
      fails-later
      help: write `minInsyncReplicas: 2`
    ");
    insta::assert_snapshot!(found(rule, &orders("minInsyncReplicas: 2, replicas: 1")), @"
    warning topic/min-insync-replicas at topics.orders.minInsyncReplicas
      the topic `orders` wants 2 copies in sync and has 1: Kafka takes 1
      ignored
      help: write `minInsyncReplicas: 1`, or more `replicas`
    ");
    passes(rule, &orders("minInsyncReplicas: 2"));
    passes(rule, &orders("minInsyncReplicas: 1, replicas: 1"));
    passes(rule, &orders("minInsyncReplicas: null, replicas: 1"));
}

#[test]
fn before_kafka_3_7_more_copies_in_sync_than_there_are_let_nobody_write() {
    let rule = "topic/min-insync-replicas";
    let old = |topic: &str| with_kafka_3_6(&orders(topic));
    insta::assert_snapshot!(found(rule, &old("minInsyncReplicas: 4")), @"
    error topic/min-insync-replicas at topics.orders.minInsyncReplicas
      the topic `orders` wants 4 copies in sync and has 3: nothing can be written with acks=all
      fails-later
      help: write `minInsyncReplicas: 2`
    ");
    insta::assert_snapshot!(found(rule, &old("minInsyncReplicas: null, replicas: 1")), @"
    error topic/min-insync-replicas at topics.orders.minInsyncReplicas
      the topic `orders` wants 2 copies in sync (the cluster's `min.insync.replicas`) and has 1: nothing can be written with acks=all
      fails-later
      help: write `minInsyncReplicas: 1`
    ");
    passes(rule, &old("minInsyncReplicas: 1, replicas: 1"));
}

#[test]
fn conditions() {
    let rule = "topic/conditions";
    let lag = |least: u32, most: u32| {
        orders(&format!(
            "config: {{min.compaction.lag.ms: {least}, max.compaction.lag.ms: {most}}}"
        ))
    };
    insta::assert_snapshot!(found(rule, &lag(1001, 1000)), @r#"
    error topic/conditions at topics.orders.config."max.compaction.lag.ms"
      `max.compaction.lag.ms` is 1000, less than `min.compaction.lag.ms` with 1001: Kafka refuses the topic
      fails-later
      help: write `max.compaction.lag.ms: 1001` or more, or less of `min.compaction.lag.ms`
    "#);
    passes(rule, &lag(1000, 1000));
    passes(rule, &orders("config: {min.compaction.lag.ms: 1000}"));
}

#[test]
fn tiered_storage() {
    let rule = "topic/tiered-storage";
    let asked = orders("config: {remote.storage.enable: true}");
    insta::assert_snapshot!(found(rule, &asked), @r#"
    error topic/tiered-storage at topics.orders.config."remote.storage.enable"
      the topic `orders` asks for tiered storage, and the brokers have none: Kafka refuses the topic
      fails-later
      help: take `remote.storage.enable` away
    "#);
    passes(rule, &orders("config: {remote.storage.enable: false}"));
    let brokers = "cluster: {config: {remote.log.storage.system.enable: true}}\n";
    passes(rule, &format!("{brokers}{asked}"));
}

#[test]
fn config() {
    let rule = "topic/config";
    insta::assert_snapshot!(found(rule, &orders("
      config: {retention.ms: 5, segment.ms: 5, leader.replication.throttled.replicas: '*'}")), @r#"
        error topic/config at topics.orders.config."retention.ms"
          `retention.ms` has a field of its own: `retention`
          help: write `retention` beside `config`
        warning topic/config at topics.orders.config."leader.replication.throttled.replicas"
          `leader.replication.throttled.replicas` belongs to Cruise Control, and slows replication down as long as it stands here
          ignored
          help: take it away
        "#);
    passes(rule, &orders("config: {delete.retention.ms: 5}"));
}

#[test]
fn retention() {
    let rule = "topic/retention";
    insta::assert_snapshot!(found(rule, &orders("cleanup: compact")), @r"
        warning topic/retention at topics.orders.retention
          the topic `orders` is compacted, and `retention` says nothing to it
          ignored
          help: write `cleanup: compact,delete`, or take it away
        ");
    insta::assert_snapshot!(
        found(rule, &orders("cleanup: compact, retention: null, retentionSize: 1Gi")), @r"
        warning topic/retention at topics.orders.retentionSize
          the topic `orders` is compacted, and `retentionSize` says nothing to it
          ignored
          help: write `cleanup: compact,delete`, or take it away
        ");
    insta::assert_snapshot!(found(rule, &orders("retention: 0s")), @r"
        warning topic/retention at topics.orders.retention
          the topic `orders` keeps its records for no time at all
          fails-later
          help: write how long a record is kept, such as `7d`
        ");
    passes(rule, &orders("cleanup: 'compact,delete'"));
    passes(rule, &orders("cleanup: compact, retention: null"));
    passes(rule, &orders("retention: 1ms"));
}

#[test]
fn partitions_per_broker() {
    let rule = "topic/partitions-per-broker";
    insta::assert_snapshot!(found(rule, &orders("partitions: 4000")), @r"
        warning topic/partitions-per-broker at topics
          each broker keeps about 4001 copies of partitions, and more than 4000 make restarts slow
          fails-later
          help: lower `partitions` of the topics that need least, or add brokers
        ");
    passes(rule, &orders("partitions: 3999"));
    passes(rule, "cluster: {nodePools: {brokers: {replicas: 0}}}");
}

#[test]
fn settings_that_no_cluster_can_have_are_counted_too() {
    for number in [
        "9223372036854775807",
        "-9223372036854775808",
        "99999999999999999999",
    ] {
        let overlay = format!(
            "cluster: {{config: {{default.replication.factor: {number}, min.insync.replicas: {number}, log.retention.hours: {number}}}}}
topics: {{orders: {{replicas: null, minInsyncReplicas: null, retention: null, retentionSize: 8000Pi, partitions: 100000}}}}
clientProfiles: {{exactly-once: {{producer: {{linger.ms: {number}, delivery.timeout.ms: 1, retries: {number}}}, consumer: {{session.timeout.ms: {number}}}}}}}"
        );
        assert!(!crate::deployment::all(&overlay).is_empty(), "{number}");
    }
}

#[test]
fn personal_data() {
    let rule = "topic/personal-data";
    insta::assert_snapshot!(
        found(rule, &orders("personalData: true, cleanup: compact, retention: null")), @r"
        warning topic/personal-data at topics.orders.cleanup
          the topic `orders` holds personal data and keeps it for ever
          help: write `cleanup: compact,delete` or `cleanup: delete`, and a `retention`
        warning topic/personal-data at topics.dlq.personalData
          the topic `dlq` takes dead letters of `orders`, which holds personal data, and does not say so
          help: write `personalData: true`
        ");
    insta::assert_snapshot!(found(rule, "
cluster: {config: {log.retention.ms: -1}}
topics: {orders: {personalData: true, retention: null}, dlq: {personalData: true}}
"), @r"
        warning topic/personal-data at topics.orders.cleanup
          the topic `orders` holds personal data and keeps it for ever
          help: write `cleanup: compact,delete` or `cleanup: delete`, and a `retention`
        ");
    passes(
        rule,
        "topics: {orders: {personalData: true}, dlq: {personalData: true}}",
    );
    passes(
        rule,
        "topics: {orders: {personalData: true, retention: null}, dlq: {personalData: true}}",
    );
}

#[test]
fn setting() {
    let rule = "topic/setting";
    insta::assert_snapshot!(found(rule, &orders("
      config: {segment.byte: 1048576, compression.type: lz5, my.own: a}")), @r#"
        error topic/setting at topics.orders.config."compression.type"
          `compression.type` can't be `lz5`: `lz5` is not one of uncompressed, zstd, lz4, snappy, gzip, producer; `lz4` is the nearest
          fails-later
        error topic/setting at topics.orders.config."my.own"
          Kafka knows no setting `my.own` of a topic
          fails-later
          help: take it away
        error topic/setting at topics.orders.config."segment.byte"
          Kafka knows no setting `segment.byte` of a topic
          fails-later
          help: did you mean `segment.bytes`?
        "#);
    passes(
        rule,
        &orders("config: {segment.bytes: 1048576, compression.type: lz4}"),
    );
}
