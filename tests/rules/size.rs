//! Large models are checked in time that grows with them, also where everything is wrong.

use std::{
    fmt::Write,
    time::{Duration, Instant},
};

use kafka_blueprint::rules;

use crate::deployment::with;

/// What a build without optimisation may take; anything quadratic takes minutes.
const MOST: Duration = Duration::from_secs(10);

/// Topics, applications and users, with a slip in each application and a waiver for every tenth.
fn large(topics: usize, clients: usize) -> String {
    let mut text = String::from("topics:\n");
    for number in 0..topics {
        writeln!(
            text,
            "  topic-{number}: {{owner: a, purpose: b, partitions: 1, replicas: 4}}"
        )
        .unwrap();
    }
    text.push_str("applications:\n");
    for number in 0..clients {
        writeln!(text, "  app-{number}: {{title: A, owner: a, purpose: b, listener: lts, profile: exactly-once, guarantee: exactly-once, consumes: {{topik-{number}: A, topic-{number}: A}}, deadLetters: dlq}}").unwrap();
    }
    text.push_str("users:\n");
    for number in 0..clients {
        writeln!(text, "  user-{number}: {{owner: a, purpose: b, acls: [{{reason: A, resource: {{topic: {{name: topic-{number}, pattern: prefix}}}}, operations: [Read, ClusterAction]}}]}}").unwrap();
    }
    text.push_str("waivers:\n");
    for number in (0..clients).step_by(10) {
        writeln!(text, "  waiver-{number}: {{rule: reference/unknown-listener, path: applications.app-{number}, reason: A, until: 2030-01-01}}").unwrap();
    }
    text
}

#[test]
fn thousands_of_mistakes_are_found_in_a_moment() {
    let deployment = with(&large(20_000, 10_000));
    let start = Instant::now();
    let findings = rules::check(&deployment, None);
    let taken = start.elapsed();
    assert!(findings.len() > 40_000, "only {} findings", findings.len());
    assert!(taken < MOST, "it took {taken:?}");
}
