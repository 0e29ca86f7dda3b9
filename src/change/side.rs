//! Files of YAML or JSON become one side of a comparison.
//!
//! Every Kubernetes object counts, whatever its kind. Documents that are none (a kustomization,
//! a file of rules for promtool) are left out, since nothing of them is in the cluster; so is what
//! somebody starts by hand. Two objects of one identity are an error if they differ, because then
//! it is not clear which one is meant.

use std::fmt;

use serde_json::Value;

use super::{NotComparable, Objects};
use crate::{
    environment::{Sources, parse},
    finding::{FileId, Site},
    kubernetes::object::STARTED_BY_HAND,
    manifests::value::json,
};

/// Why a file can't be part of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// The name of the file.
    pub file: String,
    /// Where in it, as line and column, if it is known.
    pub at: Option<(usize, usize)>,
    /// What is wrong.
    pub why: String,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.at {
            Some((line, column)) => write!(f, "{}:{line}:{column}: {}", self.file, self.why),
            None => write!(f, "{}: {}", self.file, self.why),
        }
    }
}

impl std::error::Error for Unreadable {}

/// Returns whether a file of this name is read.
#[must_use]
pub fn is_manifest(name: &str) -> bool {
    [".yaml", ".yml", ".json"]
        .iter()
        .any(|end| name.ends_with(end))
}

impl Objects {
    /// Adds every object of a file.
    ///
    /// # Errors
    /// The file is no YAML, or says something else of an object that is there already.
    pub fn read(&mut self, file: &str, bytes: &[u8]) -> Result<(), Unreadable> {
        let unreadable = |at, why: String| Unreadable {
            file: file.to_owned(),
            at,
            why,
        };
        let text = std::str::from_utf8(bytes).map_err(|error| {
            unreadable(
                None,
                format!("it is not UTF-8 from byte {} on", error.valid_up_to()),
            )
        })?;
        let mut findings = Vec::new();
        let documents = parse::documents(FileId::new(0), text, &mut findings);
        if let Some(finding) = findings.first() {
            let at = match &finding.site {
                Site::Source(place) => {
                    let mut sources = Sources::default();
                    sources.add(file, text);
                    sources.line_and_column(*place)
                }
                _ => None,
            };
            return Err(unreadable(at, finding.message.clone()));
        }
        for document in &documents {
            self.enter(json(document))
                .map_err(|error| unreadable(None, error.to_string()))?;
        }
        Ok(())
    }

    fn enter(&mut self, value: Value) -> Result<(), NotComparable> {
        let kind = value["kind"].as_str().unwrap_or_default();
        if let (true, Some(items)) = (kind.ends_with("List"), value["items"].as_array()) {
            return items.iter().try_for_each(|item| self.enter(item.clone()));
        }
        let api_version = value["apiVersion"].as_str().unwrap_or_default();
        let by_hand = &value["metadata"]["annotations"][STARTED_BY_HAND];
        if by_hand.is_string() {
            return Ok(());
        }
        let is_object = !kind.is_empty() && !api_version.is_empty();
        if !is_object || api_version.starts_with("kustomize.config.k8s.io/") {
            return Ok(());
        }
        self.insert(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_read_also_from_lists_and_what_is_none_is_left_out() {
        let mut objects = Objects::default();
        let text = "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Namespace, metadata: {name: a}}\n\
                    ---\ngroups: []\n---\napiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n";
        objects.read("a.yaml", text.as_bytes()).unwrap();
        let names: Vec<String> = objects.iter().map(|(id, _)| id.to_string()).collect();
        assert_eq!(names, ["Namespace a"]);
    }

    #[test]
    fn what_somebody_starts_by_hand_is_left_out() {
        let mut objects = Objects::default();
        let job = |annotation: &str| {
            format!(
                "{{apiVersion: batch/v1, kind: Job, metadata: {{name: a, annotations: {{{annotation}: 'true'}}}}}}"
            )
        };
        objects
            .read("a.yaml", job(STARTED_BY_HAND).as_bytes())
            .unwrap();
        assert_eq!(objects.iter().count(), 0);
        objects.read("b.yaml", job("other").as_bytes()).unwrap();
        assert_eq!(objects.iter().count(), 1);
    }

    #[test]
    fn what_is_no_yaml_is_told_with_its_place() {
        let mut objects = Objects::default();
        let error = objects.read("a.yaml", b"a: 1\nb: [\n").unwrap_err();
        assert_eq!(error.file, "a.yaml");
        assert!(error.at.is_some_and(|(line, _)| line >= 2), "{error}");
        let error = objects.read("b.yaml", b"\xff").unwrap_err();
        insta::assert_snapshot!(error, @"b.yaml: it is not UTF-8 from byte 0 on");
    }
}
