//! Where the brokers keep their data.

use crate::deployment::{found, passes};

#[test]
fn volume_count() {
    let rule = "storage/volume-count";
    let two = |operator, kafka, metadata| {
        format!(
            "operator: {{version: {operator}}}
cluster:
  version: {kafka}
  metadataVersion: {metadata}
  nodePools: {{brokers: {{storage: {{volumes: {{1: {{size: 10Gi}}}}}}}}}}"
        )
    };
    insta::assert_snapshot!(found(rule, &two("0.40.0", "3.7.0", "3.7-IV4")), @r"
        error storage/volume-count at cluster.nodePools.brokers.storage.volumes
          the pool `brokers` has 2 volumes, and the operator 0.40.0 with metadata version 3.7-IV4 does not take them
          refused
          help: keep 1, or choose a newer operator
        ");
    insta::assert_snapshot!(found(rule, &two("0.41.0", "3.7.0", "3.7-IV1")), @r"
        error storage/volume-count at cluster.nodePools.brokers.storage.volumes
          the pool `brokers` has 2 volumes, and the operator 0.41.0 with metadata version 3.7-IV1 does not take them
          refused
          help: raise the metadata version to 3.7-IV2 or newer, or keep one volume
        ");
    insta::assert_snapshot!(
        found(rule, "cluster: {nodePools: {brokers: {storage: {volumes: {0: null}}}}}"), @r"
        error storage/volume-count at cluster.nodePools.brokers.storage.volumes
          the pool `brokers` has no volume
          refused
          help: add a volume, such as `0: {size: 10Gi}`
        ");
    passes(rule, &two("0.41.0", "3.7.0", "3.7-IV2"));
    passes(rule, &two("1.2.0", "4.3.1", "4.3"));
}

#[test]
fn retention_size() {
    let rule = "storage/retention-size";
    let size = |size| format!("topics: {{orders: {{retentionSize: {size}}}}}");
    insta::assert_snapshot!(found(rule, &size("34Gi")), @r"
        warning storage/retention-size at topics
          the topics may grow to 306 GiB, and the volumes of all brokers hold 300 GiB
          fails-later
          help: enlarge the volumes, or lower `retentionSize` of the largest topics
        ");
    passes(rule, &size("33Gi"));
}

#[test]
fn rate() {
    let rule = "storage/rate";
    // 7 days are 604,800 seconds, and there are three copies.
    let rate = |topic: &str| format!("topics: {{orders: {{{topic}}}}}");
    insta::assert_snapshot!(found(rule, &rate("rate: 178K")), @r"
        warning storage/rate at topics
          what is written to the topics needs 300.7 GiB, and the volumes of all brokers hold 300 GiB
          fails-later
          help: enlarge the volumes, shorten `retention`, or limit the largest topics by `retentionSize`
        ");
    passes(rule, &rate("rate: 177K"));
    // The smaller limit holds, and what a compacted topic keeps is not known.
    passes(rule, &rate("rate: 1Gi, retentionSize: 1Gi"));
    passes(rule, &rate("rate: 1Gi, cleanup: compact, retention: null"));
    // Without a retention of its own it has the brokers'.
    let brokers = "cluster: {config: {log.retention.hours: 24}}";
    passes(
        rule,
        &format!("{}\n{brokers}", rate("rate: 1M, retention: null")),
    );
    // Sizes that just fit leave no room for what is written beside them.
    let full = "topics: {orders: {partitions: 1, retentionSize: 100Gi}, dlq: {rate: 1K}}";
    insta::assert_snapshot!(found(rule, full), @"
    warning storage/rate at topics
      what is written to the topics needs 303.3 GiB, and the volumes of all brokers hold 300 GiB
      fails-later
      help: enlarge the volumes, shorten `retention`, or limit the largest topics by `retentionSize`
    ");
    // One finding is enough where the sizes alone are too large.
    passes(rule, &rate("rate: 1Gi, retentionSize: 34Gi"));
}
