//! The committed output, read as if somebody else had written it.
//!
//! `check --manifests out/<env>` finds what `check <env>` finds and nothing else, for everything
//! that both can see. (`tests/rules` does the same for every case of every rule.)

mod blueprint;

use std::{collections::BTreeSet, path::Path, process::Command};

use serde_json::Value;

/// What only the model says, with the reason.
const OF_A_MODEL: [(&str, &str); 3] = [
    ("client/acks", "client profiles are no manifests"),
    (
        "network/api-server",
        "no manifest says where the API server is",
    ),
    ("waiver/", "no manifest waives anything"),
];

/// What only manifests show, with the reason.
const OF_MANIFESTS: [(&str, &str); 3] = [
    ("manifest/release", "a model names its release"),
    (
        "manifest/not-checked",
        "a model says everything that is rendered",
    ),
    (
        "acl/wildcard",
        "the rights of the Kafka UI and of the verification follow from the model, which asks for them",
    ),
];

type Told = BTreeSet<(String, String)>;

fn told(arguments: &[&str], without: &[(&str, &str)]) -> Told {
    let output = Command::new(env!("CARGO_BIN_EXE_blueprint"))
        .args(["check", "--format", "json"])
        .args(arguments)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")))
        .output()
        .unwrap();
    let document: Value = serde_json::from_slice(&output.stdout).unwrap();
    let findings = document["findings"].as_array().unwrap().iter();
    let text = |finding: &Value, field: &str| finding[field].as_str().unwrap().to_owned();
    let told = findings.map(|finding| (text(finding, "rule"), text(finding, "message")));
    told.filter(|(rule, _)| !without.iter().any(|(known, _)| rule.starts_with(known)))
        .collect()
}

#[test]
fn the_committed_output_is_judged_like_its_model() {
    let shared: Vec<_> = OF_A_MODEL.into_iter().chain(OF_MANIFESTS).collect();
    let mut found = 0;
    for environment in ["dev", "staging", "prod"] {
        let mut without = shared.clone();
        if environment == "prod" {
            without.push(("listener/anonymous", "a waiver of prod accepts it"));
        }
        let of_model = told(&[environment, "--today", "2026-11-24"], &without);
        let directory = format!("out/{environment}");
        let of_manifests = told(&["--manifests", &directory], &without);
        assert_eq!(of_manifests, of_model, "{environment}");
        found += of_model.len();
    }
    assert!(found > 0, "nothing was compared");
}

#[test]
fn what_is_rendered_breaks_no_rule_of_manifests() {
    for environment in ["dev", "staging", "prod"] {
        let told = told(
            &["--manifests", &format!("out/{environment}")],
            &OF_MANIFESTS[..2],
        );
        let own: Vec<_> = told
            .iter()
            .filter(|(rule, _)| rule.starts_with("manifest/"))
            .collect();
        assert_eq!(own, Vec::<&(String, String)>::new(), "{environment}");
    }
}
