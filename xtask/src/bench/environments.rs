//! Made-up deployments of any size, for measuring: `base.yaml` and a `prod.yaml` that differs.
//!
//! There are half as many users as topics: of every four, three are applications (one of them
//! exactly once) and one is written by hand. The same size gives the same text. The tests of the
//! workspace include this file to count allocations, so it needs nothing but the standard library.

use std::fmt::Write as _;

/// What every size shares; it ends within the topics.
const HEAD: &str = "\
description: A made-up deployment for measuring
namespace: kafka
platform:
  kubernetes: 1.30
operator:
  version: 0.40.0
cluster:
  name: measured
  version: 3.7.0
  metadataVersion: 3.7-IV4
  nodePools:
    brokers:
      roles: [controller, broker]
      replicas: 3
      storage:
        volumes:
          0:
            size: 10Gi
      resources:
        memory: 4Gi
        cpu: 1
  listeners:
    tls:
      port: 9093
      tls: true
      authentication: tls
clientProfiles:
  exactly-once:
    purpose: What exactly-once asks for
    consumer:
      isolation.level: read_committed
      enable.auto.commit: false
topics:
  dead-letters:
    owner: platform
    purpose: What an application could not handle
    partitions: 3
    replicas: 3
    minInsyncReplicas: 2
    retention: 45d
";

/// How many topics lie between two that the environment changes.
const CHANGED_EVERY: usize = 100;

/// Returns `base.yaml` with this many topics and half as many users.
pub fn base(topics: usize) -> String {
    let mut text = HEAD.to_owned();
    for index in 0..topics {
        topic(&mut text, index, 3);
    }
    text.push_str("applications:\n");
    for index in (0..topics / 2).filter(|index| index % 4 != 3) {
        application(&mut text, index, topics);
    }
    text.push_str("users:\n");
    for index in (0..topics / 2).filter(|index| index % 4 == 3) {
        user(&mut text, index);
    }
    text
}

/// Returns `prod.yaml`: some topics changed, one removed and one added.
pub fn prod(topics: usize) -> String {
    let mut text = "topics:\n".to_owned();
    for index in (0..topics).step_by(CHANGED_EVERY) {
        line(&mut text, format_args!("  topic-{index:06}:"));
        line(&mut text, format_args!("    partitions: 12"));
        line(&mut text, format_args!("    retention: 30d"));
    }
    // Applications and users stay in the lower half: nobody reads or writes the last topic.
    line(
        &mut text,
        format_args!("  topic-{:06}: null", topics.saturating_sub(1)),
    );
    topic(&mut text, topics, 12);
    text
}

fn topic(text: &mut String, index: usize, partitions: u32) {
    line(text, format_args!("  topic-{index:06}:"));
    line(text, format_args!("    owner: team-{}", index % 50));
    line(
        text,
        format_args!("    purpose: What happens in the part of the system numbered {index}"),
    );
    line(text, format_args!("    partitions: {partitions}"));
    line(text, format_args!("    replicas: 3"));
    line(text, format_args!("    minInsyncReplicas: 2"));
    line(text, format_args!("    retention: 7d"));
}

fn application(text: &mut String, index: usize, topics: usize) {
    let from = index % topics;
    let to = (index + 1) % topics;
    line(text, format_args!("  application-{index:06}:"));
    line(text, format_args!("    title: Application{index}"));
    line(text, format_args!("    owner: team-{}", index % 50));
    line(text, format_args!("    purpose: Reads, counts and writes"));
    line(text, format_args!("    listener: tls"));
    if index.is_multiple_of(4) {
        line(text, format_args!("    guarantee: exactly-once"));
        line(text, format_args!("    profile: exactly-once"));
    }
    line(text, format_args!("    consumes:"));
    line(
        text,
        format_args!("      topic-{from:06}: What is to be counted"),
    );
    line(text, format_args!("    produces:"));
    line(text, format_args!("      topic-{to:06}: Counts"));
    line(text, format_args!("    deadLetters: dead-letters"));
}

fn user(text: &mut String, index: usize) {
    line(text, format_args!("  user-{index:06}:"));
    line(text, format_args!("    owner: team-{}", index % 50));
    line(text, format_args!("    purpose: Looks after a topic"));
    line(text, format_args!("    acls:"));
    line(
        text,
        format_args!("      - reason: It compares what is there"),
    );
    line(text, format_args!("        resource:"));
    line(text, format_args!("          topic:"));
    line(text, format_args!("            name: topic-{index:06}"));
    line(text, format_args!("        operations: [Read, Describe]"));
    line(text, format_args!("    quotas:"));
    line(text, format_args!("      consumerRate: 1Mi"));
}

fn line(text: &mut String, content: std::fmt::Arguments<'_>) {
    // Writing to a String does not fail.
    let _ = writeln!(text, "{content}");
}
