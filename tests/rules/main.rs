//! Every rule with a deployment that breaks it, one that does not, and one on the border.

#![allow(
    clippy::unwrap_used,
    reason = "a case that cannot be read fails its test"
)]

mod acl;
mod alert;
mod broker_config;
mod client;
mod components;
mod deployment;
mod listener;
mod name;
mod node_pool;
mod operator;
mod reference;
mod round_trip;
mod size;
mod storage;
mod surroundings;
mod topic;
mod user;
mod verification;
mod version;
mod waiver;

use deployment::{all, lines};
use kafka_blueprint::rules;

/// Every rule has its text as a snapshot here, and a deployment that it lets pass in a test that
/// names it, by the text of this directory's files. What is judged by itself has no test else.
#[test]
fn no_rule_is_without_its_cases() {
    let cases = [
        include_str!("acl.rs"),
        include_str!("alert.rs"),
        include_str!("broker_config.rs"),
        include_str!("client.rs"),
        include_str!("components.rs"),
        include_str!("listener.rs"),
        include_str!("name.rs"),
        include_str!("node_pool.rs"),
        include_str!("operator.rs"),
        include_str!("reference.rs"),
        include_str!("storage.rs"),
        include_str!("surroundings.rs"),
        include_str!("topic.rs"),
        include_str!("user.rs"),
        include_str!("verification.rs"),
        include_str!("version.rs"),
        include_str!("waiver.rs"),
    ]
    .concat();
    let tests: Vec<&str> = cases.split("#[test]").collect();
    let mut lacking = Vec::new();
    for rule in rules::all() {
        let rule = rule.name();
        if !cases.contains(&format!(" {rule} at ")) {
            lacking.push(format!("{rule} has no text"));
        }
        let passes = |test: &str| {
            let names = test.contains(&format!("\"{rule}\""));
            names && (test.contains("passes(") || test.contains("assert_eq!("))
        };
        if !tests.iter().any(|test| passes(test)) {
            lacking.push(format!("nothing passes {rule}"));
        }
    }
    assert!(
        lacking.is_empty(),
        "{}",
        lacking.join(
            "
"
        )
    );
}

#[test]
fn the_deployment_under_every_case_is_in_order() {
    assert_eq!(lines(&all("")), "");
}
