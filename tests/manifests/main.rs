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

use kafka_blueprint::manifests::rules::PAGES;

/// Every rule of the family has a case here, by the text of this directory's files.
#[test]
fn no_rule_is_without_a_case() {
    let cases = [
        include_str!("hostile.rs"),
        include_str!("objects.rs"),
        include_str!("schemas.rs"),
        include_str!("strimzi.rs"),
    ]
    .concat();
    for (rule, _) in PAGES {
        assert!(cases.contains(rule.as_str()), "{rule}");
    }
}

#[test]
fn the_set_under_every_case_is_in_order() {
    assert_eq!(set::found("", "1.2.0", set::BASE), "");
}
