//! The cases of `tests/api_server`, put to the API server itself.
//!
//! Each rule that speaks for the API server has objects there that it refuses, and objects that it
//! just takes. They are created in earnest, each case in a namespace of its own: a node port is
//! refused because another Service has it.

use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::component::kubectl::Kubectl;
use crate::error::{Error, Result};
use crate::harness::Harness;
use crate::manifest::Object;
use crate::release::Release;
use crate::verdict::Checks;

const CASES: &str = include_str!("../../../../tests/api_server/cases.yaml");

/// What a rule refuses and what it just takes.
#[derive(Deserialize)]
struct Case {
    rule: String,
    since: Option<String>,
    #[serde(flatten)]
    objects: Objects,
    made: Option<Objects>,
}

#[derive(Deserialize)]
struct Objects {
    refused: Vec<Value>,
    accepted: Vec<Value>,
}

/// Some objects, what they stand for, and what the API server is to say.
struct Put {
    namespace: String,
    claim: String,
    refused: bool,
    objects: Vec<Value>,
}

/// Creates the objects of every case that a release knows, and compares the answers.
pub(super) fn prove(
    harness: &Harness,
    kubectl: &Kubectl,
    release: Release,
    checks: &mut Checks,
) -> Result<()> {
    let directory = harness.directory(&format!("rules-{release}-cases"))?;
    for put in puts(release)? {
        let refusal = refusal(kubectl, &directory, &put)?;
        let claim = format!("Strimzi {release}: {}", put.claim);
        let seen = refusal.is_some();
        let otherwise = || refusal.unwrap_or_else(|| "it is taken".to_owned());
        checks.expect(claim, seen == put.refused, otherwise);
    }
    Ok(())
}

fn puts(release: Release) -> Result<Vec<Put>> {
    let form = |error: serde_yaml::Error| Error::form("tests/api_server/cases.yaml", error);
    let cases: Vec<Case> = serde_yaml::from_str(CASES).map_err(form)?;
    let known = |case: &Case| {
        let since = case.since.as_deref().map(Release::find);
        since.is_none_or(|since| since.is_some_and(|since| since <= release))
    };
    let cases = cases.into_iter().filter(known).enumerate();
    let puts = cases.flat_map(|(number, case)| {
        let rule = case.rule;
        let objects = case.made.unwrap_or(case.objects);
        let put = |refused: bool, objects: Vec<Value>| {
            let (verb, word) = if refused {
                ("refuses", "breaks")
            } else {
                ("takes", "keeps to")
            };
            Put {
                namespace: format!("case-{number:02}-{verb}"),
                claim: format!("the API server {verb} what {word} {rule} (case {number})"),
                refused,
                objects: objects.into_iter().map(|one| of(release, one)).collect(),
            }
        };
        [put(true, objects.refused), put(false, objects.accepted)]
    });
    Ok(puts.collect())
}

/// Writes the API version of Strimzi's kinds that a release serves.
fn of(release: Release, mut object: Value) -> Value {
    if !release.has_stable_api() && object["apiVersion"] == "kafka.strimzi.io/v1" {
        object["apiVersion"] = json!("kafka.strimzi.io/v1beta2");
    }
    object
}

/// Creates the objects in a namespace of their own; says what the API server has against one.
fn refusal(kubectl: &Kubectl, directory: &Path, put: &Put) -> Result<Option<String>> {
    let namespace = json!({
        "apiVersion": "v1",
        "kind": "Namespace",
        "metadata": {"name": put.namespace},
    });
    kubectl.create(&Object::new(namespace))?;
    let objects = put.objects.iter().map(|object| {
        let mut object = object.clone();
        object["metadata"]["namespace"] = json!(put.namespace);
        object
    });
    let path = directory.join(format!("{}.yaml", put.namespace));
    let text = match &objects.collect::<Vec<_>>()[..] {
        [one] => one.to_string(),
        several => json!({"apiVersion": "v1", "kind": "List", "items": several}).to_string(),
    };
    fs::write(&path, text).map_err(Error::file("write", &path))?;
    let call = kubectl.call().args(["create", "--validate=strict"]);
    let output = call.arg("--filename").arg(&path).output()?;
    if output.success() {
        return Ok(None);
    }
    let words = output.last_words();
    // A file that kubectl can't read is no refusal of the API server's.
    if words.contains("error parsing") {
        return Err(Error::form(path.display().to_string(), words));
    }
    Ok(Some(words))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::release::RELEASES;

    #[test]
    fn every_case_is_put_twice_and_newer_ones_to_newer_releases() {
        let counts = RELEASES.map(|release| puts(release).unwrap().len());
        assert!(counts[0] > 30 && counts[0] < counts[2], "{counts:?}");
        assert!(counts.iter().all(|count| count % 2 == 0));
    }

    #[test]
    fn a_release_gets_the_api_version_that_it_serves() {
        let topic = json!({"apiVersion": "kafka.strimzi.io/v1", "kind": "KafkaTopic"});
        let [old, _, new] = RELEASES.map(|release| of(release, topic.clone()));
        assert_eq!(old["apiVersion"], "kafka.strimzi.io/v1beta2");
        assert_eq!(new["apiVersion"], "kafka.strimzi.io/v1");
    }
}
