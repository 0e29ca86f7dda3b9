//! Every fact about what the operators check has a rule, or a reason why no model can violate it.
//!
//! `rules.csv` names each fact by its place in the collection of facts, `own` where the rule rests
//! on Kafka or on a decision of this tool. `diff` stands for what only a change can violate. Rules
//! of the family `manifest` judge manifests that this tool did not write; the reason beside them
//! says why a model can't violate the fact.

#![allow(
    clippy::unwrap_used,
    reason = "a row that cannot be read fails its test"
)]

use std::collections::BTreeSet;

use kafka_blueprint::rules;

const TABLE: &str = include_str!("rules.csv");

/// The collection's chapters: a letter, or a chapter without one, and how many facts it has.
const CHAPTERS: [(&str, usize); 12] = [
    ("X", 14),
    ("V", 8),
    ("N", 16),
    ("S", 11),
    ("C", 12),
    ("L", 19),
    ("T", 16),
    ("U", 13),
    ("D", 5),
    ("R", 15),
    ("11.", 3),
    ("13.", 30),
];

struct Row {
    fact: &'static str,
    rules: Vec<&'static str>,
    otherwise: &'static str,
}

fn rows() -> impl Iterator<Item = Row> {
    TABLE.lines().skip(1).map(|line| {
        let mut fields = line.splitn(3, ',');
        Row {
            fact: fields.next().unwrap(),
            rules: fields.next().unwrap().split_whitespace().collect(),
            otherwise: fields.next().unwrap(),
        }
    })
}

#[test]
fn every_fact_stands_once_in_order() {
    let expected = CHAPTERS
        .iter()
        .flat_map(|(chapter, count)| (1..=*count).map(move |number| format!("{chapter}{number}")));
    let found: Vec<&str> = rows()
        .map(|row| row.fact)
        .filter(|fact| *fact != "own")
        .collect();
    assert_eq!(found, expected.collect::<Vec<_>>());
}

#[test]
fn every_fact_has_a_rule_or_a_reason() {
    for row in rows() {
        assert!(
            !row.rules.is_empty() || !row.otherwise.is_empty(),
            "{}",
            row.fact
        );
    }
}

#[test]
fn the_rules_of_the_table_are_those_of_the_code() {
    let named: BTreeSet<&str> = rows().flat_map(|row| row.rules).collect();
    let pages = rules::pages().map(|(rule, _)| rule.as_str());
    let known: BTreeSet<&str> = rules::all()
        .map(|rule| rule.name().as_str())
        .chain(pages.filter(|rule| rule.starts_with("manifest/")))
        .collect();
    assert_eq!(named, known);
}
