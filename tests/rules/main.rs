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

use std::fs;

use deployment::{all, lines};
use kafka_blueprint::rules;

/// Every rule has its text as a snapshot here, and a deployment that it lets pass in a test that
/// names it, by the text of this directory's files. What is judged by itself has no test else.
#[test]
fn no_rule_is_without_its_cases() {
    let files = fs::read_dir("tests/rules").unwrap();
    let files = files.map(|file| file.unwrap().path());
    let files = files.filter(|file| file.extension().is_some_and(|it| it == "rs"));
    let cases: String = files
        .map(|file| fs::read_to_string(file).unwrap())
        .collect();
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
