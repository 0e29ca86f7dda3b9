//! Every rule with a deployment that breaks it, one that does not, and one on the border.

#![allow(
    clippy::unwrap_used,
    reason = "a case that cannot be read fails its test"
)]

mod acl;
mod alert;
mod broker_config;
#[path = "../cases/mod.rs"]
mod cases;
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
    let rules = rules::all().map(|rule| rule.name().as_str());
    let missing = cases::missing("tests/rules", rules, |rule, test| {
        let names = test.contains(&format!("\"{rule}\""));
        names && (test.contains("passes(") || test.contains("assert_eq!("))
    });
    assert_eq!(missing, "");
}

#[test]
fn the_deployment_under_every_case_is_in_order() {
    assert_eq!(lines(&all("")), "");
}
