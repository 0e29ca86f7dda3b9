//! Whether the settings of clients are judged as some version of Kafka's clients judges them.
//!
//! Which version an application has is not known, so the catalogue takes what any of them takes: what
//! it refuses is refused by all, what it takes is taken by one, and it lacks no name of any.

use std::collections::{BTreeMap, BTreeSet};

use kafka_blueprint::catalog::client_setting;
use kafka_blueprint::catalog::kafka_config::Definition;
use serde_json::json;

use super::agreement::{Case, ask, cases};
use super::dump;
use crate::failure::{Failure, Outcome};
use crate::java::Jdk;

/// How many differences are shown.
const SHOWN: usize = 40;

/// Asks the clients of every version, and returns what came of it as one sentence.
pub fn check(jdk: &Jdk) -> Outcome<String> {
    let sides: [(&'static str, &'static BTreeMap<String, Definition>); 2] = [
        ("consumer", client_setting::consumer()),
        ("producer", client_setting::producer()),
    ];
    let named = |known: &'static BTreeMap<String, Definition>| {
        known
            .iter()
            .map(|(name, definition)| (name.as_str(), definition))
    };
    let cases: Vec<Case> = sides
        .iter()
        .flat_map(|(kind, known)| cases(kind, named(known)))
        .collect();
    let mut lines: Vec<String> = cases.iter().map(Case::line).collect();
    lines.extend(sides.map(|(kind, _)| json!({"kind": kind, "names": true}).to_string()));
    let mut taken = vec![false; cases.len()];
    let mut differences = BTreeSet::new();
    let versions = dump::versions()?;
    for version in &versions {
        let answers = ask(jdk, version, &lines)?;
        let mut answers = answers.lines();
        for (taken, answer) in taken.iter_mut().zip(&mut answers) {
            *taken |= answer == "taken";
        }
        for ((kind, known), names) in sides.iter().zip(answers) {
            let missing = names.split(',').filter(|name| !known.contains_key(*name));
            differences.extend(missing.map(|name| format!("a {kind} knows `{name}`")));
        }
    }
    for (case, taken) in cases.iter().zip(taken) {
        let only_remarked = case.is_taken() && case.definition.remark().is_some();
        if case.is_taken() != taken && !only_remarked {
            let whose = if taken {
                "is taken by a version"
            } else {
                "is taken by none"
            };
            differences.insert(format!("{} {whose}", case.text()));
        }
    }
    if differences.is_empty() {
        let (count, versions) = (cases.len(), versions.len());
        return Ok(format!(
            "{count} values of clients are taken where one of {versions} versions takes them"
        ));
    }
    let shown: Vec<_> = differences.into_iter().take(SHOWN).collect();
    Err(Failure::new(format!(
        "the catalogue and Kafka's clients judge differently:\n{}",
        shown.join("\n")
    )))
}
