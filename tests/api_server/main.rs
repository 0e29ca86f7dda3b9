//! What a real API server refuses, `check --manifests` refuses by the rule that speaks for it.
//!
//! `cases.yaml` is held here against the rules, and by the row `rules` of the acceptance against a
//! real kube-apiserver.

#![allow(
    clippy::unwrap_used,
    reason = "a case that cannot be read fails its test"
)]

use std::collections::BTreeSet;

use kafka_blueprint::{
    catalog::operator::OperatorVersion,
    manifests::{self, Definitions, Manifests},
    rules,
};
use serde_yaml::Value;

const CASES: &str = include_str!("cases.yaml");

/// The releases that the acceptance proves.
const RELEASES: [&str; 3] = ["0.40.0", "0.45.0", "1.2.0"];

/// Pages that speak of the API server and of nothing that it refuses of such a rule's objects.
const OTHERWISE: [(&str, &str); 5] = [
    ("network/api-server", "the way to the API server"),
    ("network/api-server-port", "the way to the API server"),
    (
        "node-pool/roles",
        "the API server takes what the operator refuses",
    ),
    ("version/kubernetes-minimum", "how old the API server is"),
    ("version/operator-start", "how old the API server is"),
];

fn cases() -> Vec<Value> {
    serde_yaml::from_str(CASES).unwrap()
}

/// Returns the rules that find something in objects as a release sees them.
fn found(objects: &Value, release: OperatorVersion) -> BTreeSet<String> {
    let mut text = String::new();
    for object in objects.as_sequence().unwrap() {
        text.push_str("---\n");
        text.push_str(&serde_yaml::to_string(object).unwrap());
    }
    if release < "1.0.0".parse().unwrap() {
        text = text.replace("kafka.strimzi.io/v1\n", "kafka.strimzi.io/v1beta2\n");
    }
    let mut manifests = Manifests::default();
    manifests.add("case.yaml", text.into_bytes());
    let mut definitions = Definitions::default();
    let checked = manifests::check(&manifests, Some(release), &mut definitions);
    let findings = checked.findings.into_iter().chain(manifests.findings);
    findings
        .map(|finding| finding.rule.as_str().to_owned())
        .collect()
}

#[test]
fn the_rules_tell_what_is_refused_from_what_is_taken() {
    let mut wrong = Vec::new();
    for case in cases() {
        let rule = case["rule"].as_str().unwrap();
        let since = case["since"].as_str().unwrap_or(RELEASES[0]);
        let since: OperatorVersion = since.parse().unwrap();
        for release in RELEASES.map(|release| release.parse().unwrap()) {
            if release < since {
                continue;
            }
            if !found(&case["refused"], release).contains(rule) {
                wrong.push(format!(
                    "{rule} with {release} finds nothing in {:?}",
                    case["refused"]
                ));
            }
            if found(&case["accepted"], release).contains(rule) {
                wrong.push(format!(
                    "{rule} with {release} is found in {:?}",
                    case["accepted"]
                ));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn every_rule_that_speaks_for_the_api_server_has_a_case() {
    let cases = cases();
    let named: BTreeSet<&str> = cases
        .iter()
        .map(|case| case["rule"].as_str().unwrap())
        .collect();
    let speaking = rules::pages().filter(|(_, page)| page.contains("API server"));
    let speaking: BTreeSet<&str> = speaking.map(|(rule, _)| rule.as_str()).collect();
    let otherwise: BTreeSet<&str> = OTHERWISE.iter().map(|(rule, _)| *rule).collect();
    let missing: Vec<_> = speaking
        .difference(&named)
        .filter(|rule| !otherwise.contains(*rule))
        .collect();
    assert_eq!(missing, Vec::<&&str>::new(), "without a case");
    assert!(
        otherwise.is_subset(&speaking),
        "a page that does not speak of it"
    );
    assert!(
        named.is_disjoint(&otherwise),
        "a case and a reason for none"
    );
    let known: BTreeSet<&str> = rules::pages().map(|(rule, _)| rule.as_str()).collect();
    assert!(named.is_subset(&known), "a rule that is not there");
}
