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
use crate::process::Output;
use crate::release::Release;
use crate::verdict::Checks;

const CASES: &str = include_str!("../../../../tests/api_server/cases.yaml");

/// Tells of each object that is made in which namespace it is.
const WHERE: &str = "--output=jsonpath={.metadata.namespace}{\"\\n\"}";

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
    let puts = puts(release)?;
    make_namespaces(kubectl, &puts)?;
    for put in &puts {
        put.write(&directory)?;
    }
    // One call for all cases: it goes on after each refusal, and tells the file of each.
    let call = kubectl.call().args(["create", "--validate=strict", WHERE]);
    let output = call.arg("--filename").arg(&directory).output()?;
    // A file that kubectl can't read is no refusal of the API server's.
    if output.stderr.contains("error parsing") {
        let words = output.last_words();
        return Err(Error::form(directory.display().to_string(), words));
    }
    for put in &puts {
        let refusal = put.refusal(&output);
        let seen = refusal.is_some();
        let taken = put.is_taken(&output);
        let claim = format!("Strimzi {release}: {}", put.claim);
        let otherwise = || refusal.unwrap_or_else(|| format!("taken: {taken}"));
        checks.expect(claim, seen == put.refused && taken != seen, otherwise);
    }
    Ok(())
}

fn make_namespaces(kubectl: &Kubectl, puts: &[Put]) -> Result<()> {
    let namespaces = puts.iter().map(|put| {
        let metadata = json!({"name": put.namespace});
        json!({"apiVersion": "v1", "kind": "Namespace", "metadata": metadata})
    });
    let items: Vec<Value> = namespaces.collect();
    let list = json!({"apiVersion": "v1", "kind": "List", "items": items}).to_string();
    let call = kubectl.call().args(["create", "--filename", "-"]);
    call.input(list).stdout().map(drop)
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

impl Put {
    fn file(&self) -> String {
        format!("{}.yaml", self.namespace)
    }

    /// Writes the objects into a file, each with the namespace of the case.
    fn write(&self, directory: &Path) -> Result<()> {
        let objects = self.objects.iter().map(|object| {
            let mut object = object.clone();
            object["metadata"]["namespace"] = json!(self.namespace);
            object
        });
        let text = match &objects.collect::<Vec<_>>()[..] {
            [one] => one.to_string(),
            several => json!({"apiVersion": "v1", "kind": "List", "items": several}).to_string(),
        };
        let path = directory.join(self.file());
        fs::write(&path, text).map_err(Error::file("write", &path))
    }

    /// Returns what the API server has against the objects.
    fn refusal(&self, output: &Output) -> Option<String> {
        let file = self.file();
        let mut lines = output.stderr.lines();
        lines.find(|line| line.contains(&file)).map(str::to_owned)
    }

    /// Returns whether all objects are there now.
    fn is_taken(&self, output: &Output) -> bool {
        let lines = output.stdout.lines();
        lines.filter(|line| *line == self.namespace).count() == self.objects.len()
    }
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
