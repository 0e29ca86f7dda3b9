//! The files of one directory that Kustomize builds: resources and the patches over them.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::file_name;
use crate::emit::yaml;
use crate::kubernetes::object::Object;

/// The file of the objects that the directory adds to what it starts from.
const ADDED: &str = "added.yaml";

/// What one directory adds to, and changes in, the directory that it starts from.
#[derive(Default)]
pub struct Directory {
    added: Vec<Object>,
    listed: Vec<Value>,
    patches: BTreeMap<String, Value>,
}

impl Directory {
    /// Adds objects that the other directory lacks.
    pub fn add(&mut self, objects: Vec<Object>) {
        self.added.extend(objects);
    }

    /// Patches one object; a patch without a target names its object itself.
    pub fn patch(&mut self, object: &Object, patch: Value, target: Option<Value>) {
        let file = format!("patches/{}", file_name::of_patch(object.id()));
        let mut listed = json!({"path": file});
        if let Some(target) = target {
            listed["target"] = target;
        }
        self.listed.push(listed);
        self.patches.insert(file, patch);
    }

    /// Tells whether the directory changes nothing.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.listed.is_empty()
    }

    /// Returns the files by their path; `start` is the path of the other directory.
    pub fn files(&self, header: &str, start: &str) -> BTreeMap<String, String> {
        let patches = self.patches.iter();
        let mut files: BTreeMap<String, String> = patches
            .map(|(path, patch)| (path.clone(), yaml::document(header, patch)))
            .collect();
        let mut resources = vec![start];
        if !self.added.is_empty() {
            resources.push(ADDED);
            files.insert(ADDED.to_owned(), yaml::documents(header, &self.added));
        }
        let kustomization = yaml::document(header, &kustomization(&resources, &self.listed));
        files.insert("kustomization.yaml".to_owned(), kustomization);
        files
    }
}

/// Returns a `kustomization.yaml` as a value.
pub fn kustomization(resources: &[&str], patches: &[Value]) -> Value {
    let mut kustomization = json!({
        "apiVersion": "kustomize.config.k8s.io/v1beta1",
        "kind": "Kustomization",
        "resources": resources,
    });
    if !patches.is_empty() {
        kustomization["patches"] = patches.into();
    }
    kustomization
}
