//! The committed documents: every link leads to a file that is there, and every object that a
//! command names is rendered, or made by Strimzi of what is.

#![allow(
    clippy::unwrap_used,
    reason = "a document that cannot be read fails its test"
)]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use serde::Deserialize;
use serde_json::Value;

const ENVIRONMENTS: [&str; 3] = ["dev", "staging", "prod"];

#[test]
fn every_link_leads_to_a_file() {
    let mut links = 0;
    for document in documents() {
        let text = fs::read_to_string(&document).unwrap();
        for target in targets(&text) {
            let path = document.parent().unwrap().join(target);
            assert!(path.is_file(), "{}: {target}", document.display());
            links += 1;
        }
    }
    assert!(links > 100, "{links}");
}

#[test]
fn every_alert_names_a_page_beside_its_manifests() {
    for environment in ENVIRONMENTS {
        let directory = Path::new("out").join(environment);
        let rules = fs::read_to_string(directory.join("monitoring/rules.yaml")).unwrap();
        let pages: Vec<&str> = rules
            .lines()
            .filter_map(|line| line.trim().strip_prefix("runbook: "))
            .collect();
        assert_eq!(pages.len(), rules.matches("alert: ").count());
        for page in pages {
            assert!(directory.join(page).is_file(), "{environment}: {page}");
        }
    }
}

#[test]
fn every_group_of_people_is_bound_to_the_role_that_the_readme_names() {
    for environment in ENVIRONMENTS {
        let directory = Path::new("out").join(environment);
        let bindings = fs::read_to_string(directory.join("access.yaml")).unwrap();
        let readme = fs::read_to_string(directory.join("README.md")).unwrap();
        let groups: BTreeSet<&str> = bindings
            .lines()
            .filter_map(|line| line.strip_prefix("- name: "))
            .collect();
        assert_eq!(groups.len(), 4);
        for group in groups {
            assert!(readme.contains(&format!(" {group} |")), "{group}");
        }
        // As the README says of all roles.
        for forbidden in ["secrets", "pods/portforward", "pods/exec"] {
            assert!(!bindings.contains(forbidden), "{forbidden}");
        }
    }
}

#[test]
fn every_object_and_file_in_a_command_of_a_readme_exists() {
    for environment in ENVIRONMENTS {
        let directory = Path::new("out").join(environment);
        let known = known(&directory);
        let text = fs::read_to_string(directory.join("README.md")).unwrap();
        let mut seen = 0;
        for command in text.lines().filter(|line| line.starts_with("kubectl ")) {
            let words: Vec<&str> = command.split_whitespace().collect();
            for named in words.iter().filter_map(|word| object(word)) {
                assert!(known.contains(&named), "{environment}: {named}");
                seen += 1;
            }
            for pair in words.windows(2) {
                if pair[0] == "-f" || pair[0] == "-k" {
                    let path = directory.join(pair[1]);
                    assert!(path.exists(), "{environment}: {}", pair[1]);
                    seen += 1;
                }
                if pair[0] == "secret" && pair[1] != "generic" {
                    let named = format!("secret/{}", pair[1]);
                    assert!(known.contains(&named), "{environment}: {named}");
                    seen += 1;
                }
            }
        }
        assert!(seen > 20, "{environment}: {seen}");
    }
}

fn documents() -> Vec<PathBuf> {
    let mut documents = pages(Path::new("docs/runbooks"));
    for environment in ENVIRONMENTS {
        let directory = Path::new("out").join(environment);
        documents.push(directory.join("README.md"));
        documents.extend(pages(&directory.join("runbooks")));
    }
    documents
}

fn pages(directory: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).unwrap();
    entries.map(|entry| entry.unwrap().path()).collect()
}

fn targets(text: &str) -> impl Iterator<Item = &str> {
    let rests = text.split("](").skip(1);
    rests.map(|rest| rest.split(')').next().unwrap())
}

/// Returns a word of the form `kind/name`.
fn object(word: &str) -> Option<String> {
    let (kind, _) = word.split_once('/')?;
    ["kafka", "kafkatopic", "kafkauser", "secret", "service"]
        .contains(&kind)
        .then(|| word.to_owned())
}

/// What the committed files hold, and the Secrets that Strimzi makes of it (Strimzi:
/// `KafkaResources`, `KafkaUserModel`).
fn known(directory: &Path) -> BTreeSet<String> {
    let mut known = BTreeSet::new();
    for path in pages(directory) {
        if path.extension().is_some_and(|it| it == "yaml") {
            let text = fs::read_to_string(&path).unwrap();
            for document in serde_yaml::Deserializer::from_str(&text) {
                let object = Value::deserialize(document).unwrap();
                let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
                let kind = text(&object["kind"]).to_lowercase();
                known.insert(format!("{kind}/{}", text(&object["metadata"]["name"])));
            }
        }
    }
    let of = |kind: &str| -> Vec<String> {
        let names = known.iter().filter_map(|it| it.strip_prefix(kind));
        names.map(str::to_owned).collect()
    };
    let (users, clusters) = (of("kafkauser/"), of("kafka/"));
    known.extend(users.iter().map(|user| format!("secret/{user}")));
    for cluster in clusters {
        known.insert(format!("secret/{cluster}-cluster-ca-cert"));
        known.insert(format!("secret/{cluster}-clients-ca-cert"));
    }
    known
}
