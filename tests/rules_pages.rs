//! Rules are named after their files, and every page has its sections.

#![allow(
    clippy::unwrap_used,
    reason = "a case that cannot be read fails its test"
)]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use kafka_blueprint::rules::{self, Rule};

/// Files of the rules that hold no rule.
fn is_rule(path: &Path) -> bool {
    let text = fs::read_to_string(path).unwrap();
    text.contains("const RULE: Rule")
}

fn files() -> Vec<PathBuf> {
    let families = fs::read_dir("src/rules")
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let files = families.filter(|path| path.is_dir()).flat_map(|family| {
        fs::read_dir(family)
            .unwrap()
            .map(|entry| entry.unwrap().path())
    });
    files.filter(|path| is_rule(path)).collect()
}

/// Returns the rule's name that a path such as `src/rules/topic/one_replica.rs` stands for.
fn name_of(path: &Path) -> String {
    let family = path.parent().unwrap().file_name().unwrap();
    let rule = path.file_stem().unwrap();
    format!("{}/{}", family.to_str().unwrap(), rule.to_str().unwrap()).replace('_', "-")
}

#[test]
fn every_rule_has_the_name_and_the_page_of_its_file() {
    let named: BTreeSet<String> = files().iter().map(|path| name_of(path)).collect();
    let known: BTreeSet<String> = rules::all().map(|rule| rule.name().to_string()).collect();
    assert_eq!(known, named);
    for path in files() {
        let name = name_of(&path);
        let rule = rules::all()
            .find(|rule| rule.name().as_str() == name)
            .unwrap();
        let text = fs::read_to_string(&path).unwrap();
        let first = text.lines().next().unwrap().trim_start_matches("//! ");
        assert_eq!(
            rule.page().lines().next().unwrap(),
            first,
            "{name} shows another page"
        );
    }
}

#[test]
fn every_page_has_its_sections_once_and_in_order() {
    for (name, page) in rules::pages() {
        let sections: Vec<&str> = page.lines().filter(|line| line.starts_with("# ")).collect();
        assert_eq!(
            sections,
            ["# Why", "# Example", "# Instead", "# Source"],
            "{name}"
        );
        let first = page.lines().next().unwrap();
        let opens = ["Refuses", "Warns", "Advises"]
            .iter()
            .any(|word| first.starts_with(word));
        assert!(opens, "{name} opens with `{first}`");
    }
}

#[test]
fn names_are_given_once() {
    let names: Vec<_> = rules::pages().map(|(name, _)| name).collect();
    let once: BTreeSet<_> = names.iter().collect();
    assert_eq!(once.len(), names.len());
    let missing: Vec<_> = rules::all()
        .map(Rule::name)
        .filter(|name| !once.contains(name))
        .collect();
    assert_eq!(missing, []);
}
