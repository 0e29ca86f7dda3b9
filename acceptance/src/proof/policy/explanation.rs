//! Why a finding of kube-score's error grade is as it is meant to be.

use std::fmt;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::component::kube_score::Finding;
use crate::error::{Error, Result};
use crate::manifest;
use crate::workspace;

/// The explanations, each with the place in this project that decided it.
const FILE: &str = "src/proof/policy/explained.yaml";

/// What stands for any part of a name: a checksum, what an application does.
const ANY: char = '*';

/// An explanation of the findings of one check on some objects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Explanation {
    check: String,
    objects: Vec<String>,
    /// The environments that it holds for; all where none is named.
    environments: Vec<String>,
    /// The operator releases that it holds for; all where none is named.
    releases: Vec<String>,
}

/// Reads all explanations; each has a reason, and names a text that stands in this project.
pub(super) fn all() -> Result<Vec<Explanation>> {
    let documents = manifest::read(&workspace::member().join(FILE))?;
    documents
        .iter()
        .map(|document| explanation(document.value(), workspace::root()))
        .collect()
}

fn explanation(value: &Value, workspace: &Path) -> Result<Explanation> {
    let text = |pointer: &str| {
        let text = value.pointer(pointer).and_then(Value::as_str);
        let text = text.filter(|text| !text.trim().is_empty());
        text.ok_or_else(|| Error::form(FILE, format!("{value} has no {pointer}")))
    };
    let list = |key: &str| -> Vec<String> {
        let items = value[key].as_array().into_iter().flatten();
        items.filter_map(Value::as_str).map(str::to_owned).collect()
    };
    text("/reason")?;
    let (file, says) = (workspace.join(text("/see/file")?), text("/see/says")?);
    let decided = fs::read_to_string(&file).map_err(Error::file("read", &file))?;
    if !decided.contains(says) {
        let problem = format!("{} does not say {says:?}", file.display());
        return Err(Error::form(FILE, problem));
    }
    Ok(Explanation {
        check: text("/check")?.to_owned(),
        objects: list("objects"),
        environments: list("environments"),
        releases: list("releases"),
    })
}

impl Explanation {
    /// Returns whether a finding of an environment and a release is what this explains.
    pub(super) fn explains(&self, environment: &str, release: &str, finding: &Finding) -> bool {
        let holds = |names: &[String], name: &str| {
            names.is_empty() || names.iter().any(|known| known == name)
        };
        let of_set = holds(&self.environments, environment) && holds(&self.releases, release);
        let is_meant = |object: &String| match object.split_once(ANY) {
            Some((start, end)) => {
                finding.object.starts_with(start) && finding.object.ends_with(end)
            }
            None => finding.object == *object,
        };
        of_set && self.check == finding.check && self.objects.iter().any(is_meant)
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} of {}", self.check, self.objects.join(", "))?;
        for names in [&self.environments, &self.releases] {
            if !names.is_empty() {
                write!(out, " in {}", names.join(", "))?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn finding(object: &str) -> Finding {
        Finding {
            check: "pod-probes".to_owned(),
            object: object.to_owned(),
            message: String::new(),
        }
    }

    #[test]
    fn an_explanation_is_for_its_check_objects_and_sets_alone() {
        let explanation = Explanation {
            check: "pod-probes".to_owned(),
            objects: ["Deployment ui", "Job once-*", "Deployment *-producer"]
                .map(str::to_owned)
                .into(),
            environments: vec!["dev".to_owned()],
            releases: vec!["0.40.0".to_owned()],
        };
        for (environment, release, object, explained) in [
            ("dev", "0.40.0", "Deployment ui", true),
            ("dev", "0.40.0", "Deployment ui-2", false),
            ("dev", "0.40.0", "Job once-8ad1", true),
            ("dev", "0.40.0", "Deployment event-producer", true),
            ("dev", "0.40.0", "Deployment event-consumer", false),
            ("prod", "0.40.0", "Deployment ui", false),
            ("dev", "1.2.0", "Deployment ui", false),
        ] {
            let is_explained = explanation.explains(environment, release, &finding(object));
            assert_eq!(is_explained, explained, "{object}");
        }
    }

    #[test]
    fn an_explanation_names_what_decided_it() {
        let workspace = tempfile::tempdir().unwrap();
        fs::write(workspace.path().join("WHY.md"), "Because of this.").unwrap();
        let of = |says: &str| {
            json!({
                "check": "a", "objects": ["Deployment b"], "reason": "c",
                "see": {"file": "WHY.md", "says": says},
            })
        };
        assert!(explanation(&of("Because of this."), workspace.path()).is_ok());
        assert!(explanation(&of("Because of that."), workspace.path()).is_err());
    }

    #[test]
    fn every_explanation_of_the_file_can_be_read() {
        assert!(all().unwrap().iter().all(|one| !one.objects.is_empty()));
    }
}
