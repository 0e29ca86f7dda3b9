//! The rendered output: `out/<environment>` and the overlays that must equal it.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::error::{Error, Result};
use crate::manifest::{self, Object};
use crate::release::Release;

/// The namespace of everything that is rendered.
pub const NAMESPACE: &str = "kafka";

/// The file with the operator's Deployment.
const OPERATOR: &str = "strimzi-operator.yaml";

/// The rendered set of one environment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    out: PathBuf,
    environment: String,
    release: Release,
}

impl Rendered {
    /// Describes the set of `environment` under `out`, rendered for `release`.
    #[must_use]
    pub fn new(out: &Path, environment: &str, release: Release) -> Self {
        Self {
            out: out.to_owned(),
            environment: environment.to_owned(),
            release,
        }
    }

    /// Returns the environment's name.
    #[must_use]
    pub fn environment(&self) -> &str {
        &self.environment
    }

    /// Returns the operator release that the set is for.
    #[must_use]
    pub fn release(&self) -> Release {
        self.release
    }

    /// Returns the directory that holds the sets and the overlays.
    #[must_use]
    pub fn out(&self) -> &Path {
        &self.out
    }

    /// Returns the directory of the plain set.
    #[must_use]
    pub fn directory(&self) -> PathBuf {
        self.out.join(&self.environment)
    }

    /// Returns the directory of the overlay that must build to the plain set.
    #[must_use]
    pub fn overlay(&self) -> PathBuf {
        self.out.join("kustomize/overlays").join(&self.environment)
    }

    /// Returns the files of the set in the order of its kustomization.
    pub fn files(&self) -> Result<Vec<PathBuf>> {
        let directory = self.directory();
        let file = directory.join("kustomization.yaml");
        let kustomization = manifest::read(&file)?;
        let resources = kustomization
            .iter()
            .filter_map(|object| object.value()["resources"].as_array())
            .flatten()
            .filter_map(Value::as_str);
        Ok(resources.map(|resource| directory.join(resource)).collect())
    }

    /// Returns the files in the order in which the set's README applies them one by one.
    pub fn documented(&self) -> Result<Vec<PathBuf>> {
        self.named_in_readme("kubectl apply --server-side -f ")
    }

    /// Returns the files in the order in which the set's README deletes them.
    pub fn teardown(&self) -> Result<Vec<PathBuf>> {
        self.named_in_readme("kubectl delete -f ")
    }

    /// Returns the files of what nothing applies with the others, and the README starts by hand.
    pub fn started_by_hand(&self) -> Result<Vec<PathBuf>> {
        self.named_in_readme("kubectl replace --force -f ")
    }

    /// Returns the files that the README names after the words of a command.
    fn named_in_readme(&self, command: &str) -> Result<Vec<PathBuf>> {
        let directory = self.directory();
        let readme = directory.join("README.md");
        let text = fs::read_to_string(&readme).map_err(Error::file("read", &readme))?;
        let arguments = text.lines().filter_map(|line| line.strip_prefix(command));
        let names = arguments.filter_map(|arguments| arguments.split_whitespace().next());
        Ok(names.map(|name| directory.join(name)).collect())
    }

    /// Reads all objects of the set in the order of its kustomization.
    pub fn objects(&self) -> Result<Vec<Object>> {
        let mut objects = Vec::new();
        for file in self.files()? {
            objects.extend(manifest::read(&file)?);
        }
        Ok(objects)
    }
}

impl fmt::Display for Rendered {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} {}", self.environment, self.release)
    }
}

/// Returns the environments that have a set under `out`, by name.
pub fn environments(out: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    if !out.exists() {
        return Ok(names);
    }
    for entry in fs::read_dir(out).map_err(Error::file("read", out))? {
        let entry = entry.map_err(Error::file("read", out))?;
        if entry.path().join("kustomization.yaml").is_file() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

/// Returns the operator release of the set of `environment`, by the operator's image.
pub fn shipped_release(out: &Path, environment: &str) -> Result<Option<Release>> {
    let file = out.join(environment).join(OPERATOR);
    if !file.exists() {
        return Ok(None);
    }
    let images: Vec<_> = manifest::read(&file)?
        .iter()
        .filter_map(operator_version)
        .collect();
    Ok(images.iter().find_map(|version| Release::find(version)))
}

/// Returns the version in the image of an operator's Deployment.
fn operator_version(object: &Object) -> Option<String> {
    let image = object.text("/spec/template/spec/containers/0/image");
    let (repository, tag) = image.split('@').next()?.rsplit_once(':')?;
    repository.ends_with("/operator").then(|| tag.to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_operator_version_is_the_tag_of_its_image() {
        for (image, version) in [
            ("quay.io/strimzi/operator:0.40.0", Some("0.40.0")),
            (
                "mirror:5000/strimzi/operator:1.2.0@sha256:00",
                Some("1.2.0"),
            ),
            ("quay.io/strimzi/kafka:0.40.0-kafka-3.7.0", None),
        ] {
            let object = Object::new(json!({"spec": {"template": {"spec": {
                "containers": [{"image": image}]
            }}}}));
            assert_eq!(operator_version(&object).as_deref(), version);
        }
    }
}
