//! Every rule of manifests with a set that breaks it, one that does not, and one on the border.

#![allow(
    clippy::unwrap_used,
    reason = "a case that cannot be read fails its test"
)]

#[path = "../cases/mod.rs"]
mod cases;
mod hostile;
mod listener;
mod metadata;
mod objects;
mod parts;
mod schemas;
mod set;
mod strimzi;
mod super_user;

use kafka_blueprint::manifests::rules::{PAGES, part};

/// Every rule of the family has its text as a snapshot here, and a set that it lets pass in a test
/// that names it, by the text of this directory's files.
#[test]
fn no_rule_is_without_its_cases() {
    let rules = PAGES.iter().chain(part::PAGES);
    let rules = rules.map(|(rule, _)| rule.as_str());
    let missing = cases::missing("tests/manifests", rules, |rule, test| {
        // It speaks of every set that holds something of Strimzi.
        rule == "manifest/release"
            || test.contains(&format!("\"{rule}\""))
                && test.contains("assert_eq!(")
                && test.contains("\"\"")
    });
    assert_eq!(missing, "");
}

#[test]
fn the_set_under_every_case_is_in_order() {
    assert_eq!(set::found("", "1.2.0", set::BASE), "");
}
