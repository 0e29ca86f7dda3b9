//! Every rule of manifests with a set that breaks it, one that does not, and one on the border.

#![allow(
    clippy::unwrap_used,
    reason = "a case that cannot be read fails its test"
)]

mod hostile;
mod objects;
mod parts;
mod schemas;
mod set;
mod strimzi;

use std::fs;

use kafka_blueprint::manifests::rules::{PAGES, part};

/// Every rule of the family has its text as a snapshot here, and a set that it lets pass in a test
/// that names it, by the text of this directory's files.
#[test]
fn no_rule_is_without_its_cases() {
    let files = fs::read_dir("tests/manifests").unwrap();
    let files = files.map(|file| file.unwrap().path());
    let files = files.filter(|file| file.extension().is_some_and(|it| it == "rs"));
    let cases: String = files
        .map(|file| fs::read_to_string(file).unwrap())
        .collect();
    let tests: Vec<&str> = cases.split("#[test]").collect();
    let mut lacking = Vec::new();
    for (rule, _) in PAGES.iter().chain(part::PAGES) {
        if !cases.contains(&format!(" {rule} at ")) {
            lacking.push(format!("{rule} has no text"));
        }
        // It speaks of every set that holds something of Strimzi.
        if rule.as_str() == "manifest/release" {
            continue;
        }
        let passes = |test: &str| {
            test.contains(&format!("\"{rule}\""))
                && test.contains("assert_eq!(")
                && test.contains("\"\"")
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
fn the_set_under_every_case_is_in_order() {
    assert_eq!(set::found("", "1.2.0", set::BASE), "");
}
