//! Applications and the settings of their clients.

use crate::deployment::{found, passes, with_kafka_3_6};

/// The base with other settings in the profile that both applications use.
fn profile(producer: &str, consumer: &str) -> String {
    format!(
        "clientProfiles: {{exactly-once: {{producer: {{{producer}}}, consumer: {{{consumer}}}}}}}"
    )
}

/// The base with other values in the application that consumes.
fn billing(values: &str) -> String {
    format!("applications: {{billing: {{{values}}}}}")
}

const AT_LEAST_ONCE: &str = "\napplications: {billing: {guarantee: at-least-once}}";

#[test]
fn listener() {
    let rule = "client/listener";
    let door = |authentication, authorization| {
        format!(
            "cluster: {{authorization: {authorization}, listeners: {{door: {{port: 9094, tls: true, authentication: {authentication}}}}}}}
applications: {{shop: {{listener: door}}}}"
        )
    };
    insta::assert_snapshot!(found(rule, &door("none", "simple")), @r"
        error client/listener at applications.shop.listener
          the application `shop` has a certificate, and the listener `door` does not ask for it, so it may do nothing
          fails-later
          help: choose `tls`
        ");
    insta::assert_snapshot!(found(rule, &door("scram-sha-512", "none")), @r"
        error client/listener at applications.shop.listener
          the application `shop` has a certificate, and the listener `door` asks for a password
          fails-later
          help: choose `tls`
        ");
    insta::assert_snapshot!(
        found(rule, "cluster: {listeners: {tls: {authentication: scram-sha-512}}}"), @r"
        error client/listener at applications.billing.listener
          the application `billing` has a certificate, and the listener `tls` asks for a password
          fails-later
          help: give the listener `authentication: tls`
        error client/listener at applications.shop.listener
          the application `shop` has a certificate, and the listener `tls` asks for a password
          fails-later
          help: give the listener `authentication: tls`
        ");
    passes(rule, &door("none", "none"));
    passes(rule, &door("tls", "simple"));
}

#[test]
fn a_component_needs_certificates_too() {
    insta::assert_snapshot!(found("client/listener", "
cluster: {listeners: {plain: {port: 9092, tls: false}}}
kafkaUi: {listener: plain}
"), @r"
        error client/listener at kafkaUi.listener
          the Kafka UI has a certificate, and the listener `plain` does not ask for it, so it may do nothing
          fails-later
          help: choose `tls`
        ");
}

#[test]
fn setting() {
    let rule = "client/setting";
    insta::assert_snapshot!(found(rule, &profile(
        "acks: 2, buffer.memory: much, isolation.level: read_committed",
        "auto.offset.reset: earlist, fetch.minbytes: 1024, max.poll.records: 0",
    )), @r#"
    error client/setting at clientProfiles.exactly-once.producer.acks
      no producer starts with `acks: 2`: `2` is not one of -1, 0, 1, all; `0` is the nearest
      fails-later
    error client/setting at clientProfiles.exactly-once.producer."buffer.memory"
      no producer starts with `buffer.memory: much`: it is not a whole number of 64 bits
      fails-later
    error client/setting at clientProfiles.exactly-once.consumer."auto.offset.reset"
      no consumer starts with `auto.offset.reset: earlist`: `earlist` is not one of earliest, latest, none; `earliest` is the nearest
      fails-later
    error client/setting at clientProfiles.exactly-once.consumer."max.poll.records"
      no consumer starts with `max.poll.records: 0`: it is below the least value, 1
      fails-later
    warning client/setting at clientProfiles.exactly-once.producer."isolation.level"
      Kafka's producer knows no setting `isolation.level`
      ignored
      help: write it below `consumer`
    warning client/setting at clientProfiles.exactly-once.consumer."fetch.minbytes"
      Kafka's consumer knows no setting `fetch.minbytes`
      ignored
      help: did you mean `fetch.min.bytes`?
    "#);
    passes(
        rule,
        &profile(
            "acks: -1, compression.type: zstd, schema.registry.url: http://registry, buffer.memory: 0",
            "auto.offset.reset: 'by_duration:PT1H', max.poll.records: 1, group.protocol: Classic, fetch.min.bytes: '${strimzienv:FETCH}'",
        ),
    );
    passes(
        rule,
        &profile(
            "message.timeout.ms: 5000, compression.codec: gzip",
            "fetch.wait.max.ms: 100, ssl.ca.location: /ca.crt",
        ),
    );
}

#[test]
fn given() {
    let rule = "client/given";
    let names = profile("transactional.id: one", "group.id: readers");
    insta::assert_snapshot!(found(rule, &names), @r#"
    warning client/given at clientProfiles.exactly-once.consumer."group.id"
      `group.id` is `readers` for `billing`, and each may read with its own consumer group alone
      fails-later
      help: take it away; `consumerGroup` of an application names its group
    warning client/given at clientProfiles.exactly-once.producer."transactional.id"
      every pod of `billing` and `shop` has the same `transactional.id`, and Kafka lets only the one write that began last
      fails-later
      help: take it away; each pod makes its own from `KAFKA_TRANSACTIONAL_ID_PREFIX` and its name
    "#);
    passes(rule, &profile("client.id: one", "group.id: billing"));
    let group = "\napplications: {billing: {consumerGroup: readers}}";
    passes(rule, &(profile("", "group.id: readers") + group));
    passes(rule, "");
}

#[test]
fn group_protocol() {
    let rule = "client/group-protocol";
    let consumer = profile("", "group.protocol: Consumer");
    let classic = "\ncluster: {config: {group.coordinator.rebalance.protocols: classic}}";
    let both = classic.replace("classic}", "'classic,consumer'}");
    insta::assert_snapshot!(found(rule, &(consumer.clone() + classic)), @r#"
    error client/group-protocol at clientProfiles.exactly-once.consumer."group.protocol"
      `group.protocol: Consumer` is not spoken by these brokers of Kafka 4.3.1 (for `billing`)
      fails-later
      help: take `group.protocol` away, or have Kafka 4.0 or newer with `consumer` in `group.coordinator.rebalance.protocols`
    "#);
    assert!(found(rule, &with_kafka_3_6(&consumer)).contains("Kafka 3.6.1"));
    passes(rule, &consumer);
    passes(rule, &(consumer.clone() + &both));
    passes(
        rule,
        &with_kafka_3_6(&profile("", "group.protocol: classic")),
    );
}

#[test]
fn exactly_once() {
    let rule = "client/exactly-once";
    insta::assert_snapshot!(found(rule, &profile(
        "acks: 1, enable.idempotence: false",
        "isolation.level: read_uncommitted, enable.auto.commit: true",
    )), @r#"
        error client/exactly-once at clientProfiles.exactly-once.producer.acks
          exactly-once asks for `acks: all`, and it is `1` for `billing`
          fails-later
          help: write `acks: all` in the profile of these applications
        error client/exactly-once at clientProfiles.exactly-once.producer."enable.idempotence"
          exactly-once asks for `enable.idempotence: true`, and it is `false` for `billing`
          fails-later
          help: write `enable.idempotence: true` in the profile of these applications
        error client/exactly-once at clientProfiles.exactly-once.consumer."isolation.level"
          exactly-once asks for `isolation.level: read_committed`, and it is `read_uncommitted` for `billing`
          fails-later
          help: write `isolation.level: read_committed` in the profile of these applications
        error client/exactly-once at clientProfiles.exactly-once.consumer."enable.auto.commit"
          exactly-once asks for `enable.auto.commit: false`, and it is `true` for `billing`
          fails-later
          help: write `enable.auto.commit: false` in the profile of these applications
        "#);
    insta::assert_snapshot!(found(rule, &billing("profile: null")), @r"
        error client/exactly-once at applications.billing.profile
          exactly-once asks for `isolation.level: read_committed`, and it is `read_uncommitted` by default for `billing`
          fails-later
          help: write `isolation.level: read_committed` in the profile of these applications
        error client/exactly-once at applications.billing.profile
          exactly-once asks for `enable.auto.commit: false`, and it is `true` by default for `billing`
          fails-later
          help: write `enable.auto.commit: false` in the profile of these applications
        ");
    passes(rule, &profile("acks: -1, enable.idempotence: null", ""));
    passes(rule, &(profile("acks: 1", "") + AT_LEAST_ONCE));
}

#[test]
fn what_a_profile_extends_counts_where_it_is_written() {
    let rule = "client/exactly-once";
    let extended = "
clientProfiles:
  fast: {purpose: Speed, producer: {acks: 1, enable.idempotence: false}}
  exactly-once: {extends: fast, producer: {acks: null}}
";
    insta::assert_snapshot!(found(rule, extended), @r"
        error client/exactly-once at clientProfiles.fast.producer.acks
          exactly-once asks for `acks: all`, and it is `1` for `billing`
          fails-later
          help: write `acks: all` in the profile of these applications
        ");
}

#[test]
fn idempotence() {
    let rule = "client/idempotence";
    insta::assert_snapshot!(found(rule, &profile(
        "acks: 1, retries: 0, max.in.flight.requests.per.connection: 6", "")), @r#"
        error client/idempotence at clientProfiles.exactly-once.producer.acks
          an idempotent producer does not start with `acks: 1` (`billing` and `shop`)
          fails-later
          help: write `acks: all`
        error client/idempotence at clientProfiles.exactly-once.producer.retries
          an idempotent producer does not start with `retries: 0` (`billing` and `shop`)
          fails-later
          help: leave `retries` out
        error client/idempotence at clientProfiles.exactly-once.producer."max.in.flight.requests.per.connection"
          an idempotent producer does not start with `max.in.flight.requests.per.connection: 6` (`billing` and `shop`)
          fails-later
          help: write at most 5
        "#);
    passes(
        rule,
        &profile("retries: 1, max.in.flight.requests.per.connection: 5", ""),
    );
    passes(rule, &profile("acks: 1, enable.idempotence: false", ""));
    passes(rule, &profile("acks: 1, enable.idempotence: null", ""));
}

#[test]
fn acks() {
    let rule = "client/acks";
    insta::assert_snapshot!(found(rule, &profile("acks: 1", "")), @r"
        warning client/acks at clientProfiles.exactly-once.producer.acks
          with `acks: 1` a record that `shop` wrote is lost when its broker goes before the others have it
          fails-later
          help: write `acks: all`
        ");
    passes(rule, &profile("acks: -1", ""));
    passes(rule, &profile("acks: null", ""));
    passes(
        rule,
        &(profile("acks: 1", "") + "\napplications: {shop: {produces: {orders: null}}}"),
    );
}

#[test]
fn auto_commit() {
    let rule = "client/auto-commit";
    let consumer = |consumer| profile("", consumer) + AT_LEAST_ONCE;
    insta::assert_snapshot!(found(rule, &consumer("enable.auto.commit: true")), @r#"
        warning client/auto-commit at clientProfiles.exactly-once.consumer."enable.auto.commit"
          the consumers of `billing` commit on their own, so a record may be neither handled nor among the dead letters
          fails-later
          help: write `enable.auto.commit: false`
        "#);
    insta::assert_snapshot!(found(rule, &consumer("enable.auto.commit: null")), @r#"
        warning client/auto-commit at clientProfiles.exactly-once.consumer."enable.auto.commit"
          the consumers of `billing` commit on their own by default, so a record may be neither handled nor among the dead letters
          fails-later
          help: write `enable.auto.commit: false`
        "#);
    passes(rule, &consumer(""));
    passes(rule, &profile("", "enable.auto.commit: true"));
    // Who puts no dead letters aside loses none, and who only produces commits nothing.
    let without = "\napplications: {billing: {guarantee: at-least-once, deadLetters: null}}";
    passes(rule, &(profile("", "enable.auto.commit: true") + without));
    let producer = "\napplications: {billing: {guarantee: at-least-once, consumes: null, produces: {orders: A}}}";
    passes(rule, &(profile("", "enable.auto.commit: true") + producer));
}

#[test]
fn timeouts() {
    let rule = "client/timeouts";
    insta::assert_snapshot!(found(rule, &profile(
        "delivery.timeout.ms: 30004, linger.ms: 5, transaction.timeout.ms: 900001",
        "session.timeout.ms: 3000",
    )), @r#"
        error client/timeouts at clientProfiles.exactly-once.producer."delivery.timeout.ms"
          `delivery.timeout.ms` is 30004, less than `linger.ms` and `request.timeout.ms` together (30005): the producer does not start (for `billing` and `shop`)
          fails-later
          help: write `delivery.timeout.ms: 30005`, or change the other one
        error client/timeouts at clientProfiles.exactly-once.consumer."heartbeat.interval.ms"
          `heartbeat.interval.ms` is 3000, not less than `session.timeout.ms` (3000): the consumer does not start (for `billing`)
          fails-later
          help: write `heartbeat.interval.ms: 1000`, or change the other one
        error client/timeouts at clientProfiles.exactly-once.consumer."session.timeout.ms"
          `session.timeout.ms` is 3000, and the brokers take 6000 to 1800000 (for `billing`)
          fails-later
          help: write `session.timeout.ms: 6000`, or change the other one
        error client/timeouts at clientProfiles.exactly-once.producer."transaction.timeout.ms"
          `transaction.timeout.ms` is 900001, and the brokers take at most 900000 (for `billing`)
          fails-later
          help: write `transaction.timeout.ms: 900000`, or change the other one
        "#);
    insta::assert_snapshot!(found(rule, &profile("", "session.timeout.ms: 1800001")), @r#"
        error client/timeouts at clientProfiles.exactly-once.consumer."session.timeout.ms"
          `session.timeout.ms` is 1800001, and the brokers take 6000 to 1800000 (for `billing`)
          fails-later
          help: write `session.timeout.ms: 1800000`, or change the other one
        "#);
    passes(
        rule,
        &profile(
            "delivery.timeout.ms: 30005, linger.ms: 5, transaction.timeout.ms: 900000",
            "session.timeout.ms: 6000, heartbeat.interval.ms: 5999",
        ),
    );
    passes(
        rule,
        &(profile("", "session.timeout.ms: 3001")
            + "
cluster: {config: {group.min.session.timeout.ms: 3001}}"),
    );
}

#[test]
fn message_size() {
    let rule = "client/message-size";
    let large = "\ntopics: {orders: {maxMessageSize: 2Mi}, dlq: {maxMessageSize: 1Mi}}";
    insta::assert_snapshot!(found(rule, &(profile(
        "max.request.size: 1048577", "fetch.min.bytes: 5, fetch.max.bytes: 4",
    ) + large)), @r#"
        warning client/message-size at clientProfiles.exactly-once.producer."max.request.size"
          `max.request.size` is 1048577, and the topic `dlq` takes records of at most 1048576 bytes
          fails-later
          help: lower `max.request.size`, or raise `maxMessageSize` of the topic
        warning client/message-size at clientProfiles.exactly-once.consumer."max.partition.fetch.bytes"
          `max.partition.fetch.bytes` is 1048576, and the topic `orders` takes records of 2097152 bytes: such a record comes alone
          help: write `max.partition.fetch.bytes: 2097152`
        warning client/message-size at clientProfiles.exactly-once.consumer."fetch.min.bytes"
          the consumer waits for 5 bytes and takes at most 4, so it always waits in vain
          fails-later
          help: lower `fetch.min.bytes`
        "#);
    passes(
        rule,
        &(profile(
            "max.request.size: 1048576",
            "max.partition.fetch.bytes: 2097152, fetch.min.bytes: 4, fetch.max.bytes: 4",
        ) + large),
    );
    passes(rule, &profile("max.request.size: 1048588", ""));
}

#[test]
fn shared_group() {
    let rule = "client/shared-group";
    let other = |group| {
        format!("applications: {{shop: {{consumes: {{dlq: Letters}}, consumerGroup: {group}}}}}")
    };
    insta::assert_snapshot!(found(rule, &other("billing")), @r"
        warning client/shared-group at applications.shop.consumerGroup
          the applications `billing` and `shop` share the consumer group `billing`, so each gets a part of the records
          fails-later
          help: give each a group of its own
        ");
    passes(rule, &other("billings"));
    passes(rule, "applications: {shop: {consumerGroup: billing}}");
}

#[test]
fn transactional_ids() {
    let rule = "client/transactional-ids";
    let archive = |ids| {
        format!(
            "applications: {{billing-archive: {{title: Archive, owner: a, purpose: b, listener: tls, profile: exactly-once, guarantee: exactly-once, transactionalIds: {ids}}}}}"
        )
    };
    insta::assert_snapshot!(found(rule, &archive("billing-archive-")), @r"
        warning client/transactional-ids at applications.billing.transactionalIds
          the transactional ids of `billing-archive` begin with `billing-`, like those of `billing`, which may use them
          fails-later
          help: give `billing` a beginning of its own, such as `billing.`
        ");
    insta::assert_snapshot!(found(rule, &archive("billing-")), @r"
        warning client/transactional-ids at applications.billing.transactionalIds
          the transactional ids of `billing-archive` begin with `billing-`, like those of `billing`, which may use them
          fails-later
          help: give `billing` a beginning of its own, such as `billing.`
        ");
    passes(rule, &archive("billing.archive-"));
}

#[test]
fn dead_letters() {
    let rule = "client/dead-letters";
    insta::assert_snapshot!(found(rule, &billing("deadLetters: null")), @r"
        warning client/dead-letters at applications.billing.deadLetters
          the application `billing` has no topic for what it can't handle
          fails-later
          help: name one in `deadLetters`
        ");
    insta::assert_snapshot!(found(rule, &billing("deadLetters: orders")), @r"
        error client/dead-letters at applications.billing.deadLetters
          the application `billing` puts what it can't handle into `orders`, which it consumes
          fails-later
          help: name a topic that it does not consume
        ");
    passes(
        rule,
        &billing("deadLetters: null, consumes: {orders: null}"),
    );
}

#[test]
fn dead_letter_retention() {
    let rule = "client/dead-letter-retention";
    insta::assert_snapshot!(found(rule, "topics: {dlq: {retention: 6d}}"), @r"
        warning client/dead-letter-retention at topics.dlq.retention
          the topic of dead letters `dlq` keeps them for 6d, and `orders` keeps its records for 7d
          fails-later
          help: write at least `7d`
        ");
    insta::assert_snapshot!(found(rule, "topics: {orders: {retention: 8d}, dlq: {retention: null}}"), @r"
        warning client/dead-letter-retention at topics.dlq.retention
          the topic of dead letters `dlq` keeps them for 7d, and `orders` keeps its records for 8d
          fails-later
          help: write at least `8d`
        ");
    insta::assert_snapshot!(found(rule, "topics: {dlq: {cleanup: compact}}"), @r"
        warning client/dead-letter-retention at topics.dlq.cleanup
          the topic of dead letters `dlq` is compacted, so letters with one key replace each other
          fails-later
          help: write `cleanup: delete`
        ");
    passes(rule, "topics: {dlq: {retention: 7d}}");
    passes(
        rule,
        "
cluster: {config: {log.retention.hours: 192}}
topics: {orders: {retention: 8d}, dlq: {retention: null}}
",
    );
    passes(
        rule,
        "topics: {orders: {cleanup: compact}, dlq: {retention: 1d}}",
    );
}

#[test]
fn idle() {
    let rule = "client/idle";
    insta::assert_snapshot!(found(rule, "applications: {shop: {produces: {orders: null}}}"), @r"
        warning client/idle at applications.shop
          the application `shop` neither produces nor consumes
          help: say what it does in `produces` and `consumes`, or take it away
        ");
    passes(
        rule,
        &billing("produces: {orders: Orders}, consumes: {orders: null}"),
    );
}

#[test]
fn idle_replicas() {
    let rule = "client/idle-replicas";
    insta::assert_snapshot!(found(rule, &billing("workload: {replicas: 4}")), @r"
        warning client/idle-replicas at applications.billing.workload.replicas
          the application `billing` has 4 pods, and its topics have 3 partitions: the rest is idle
          ignored
          help: write at most 3, or raise `partitions`
        ");
    passes(rule, &billing("workload: {replicas: 3}"));
    passes(rule, "applications: {shop: {workload: {replicas: 4}}}");
}
