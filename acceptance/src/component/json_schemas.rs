//! JSON Schemas of every kind, made offline: Kubernetes' from the OpenAPI document in its own
//! module, the others from their custom resource definitions. Unknown fields are refused.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use super::{prometheus_operator, strimzi_crds};
use crate::cache::{Cache, Recipe};
use crate::error::{Error, Result};
use crate::go_module;
use crate::manifest;
use crate::release::Release;

/// The definitions that are written as more than one type.
const OF_SEVERAL_TYPES: [&str; 2] = [
    "io.k8s.apimachinery.pkg.util.intstr.IntOrString",
    "io.k8s.apimachinery.pkg.api.resource.Quantity",
];

/// Returns a directory with a schema `<kind>_<group>_<version>.json` for every kind.
pub fn of_release(cache: &Cache, release: Release) -> Result<PathBuf> {
    let kubernetes = go_module::sources("kubernetes", "k8s.io/kubernetes")?;
    let recipe = Recipe::new(format!("json-schemas-{release}"))
        .with(include_str!("json_schemas.rs"))
        .with(kubernetes.display().to_string());
    cache.get(&recipe, |staging| {
        of_kubernetes(&kubernetes, staging)?;
        let crds = strimzi_crds::generate(cache, release)?;
        let mut files = Vec::new();
        for entry in fs::read_dir(&crds).map_err(Error::file("read", &crds))? {
            files.push(entry.map_err(Error::file("read", &crds))?.path());
        }
        files.extend(prometheus_operator::definitions()?);
        files.iter().try_for_each(|file| of_definitions(file, staging))
    })
}

fn of_kubernetes(module: &Path, directory: &Path) -> Result<()> {
    let path = module.join("api/openapi-spec/swagger.json");
    let text = fs::read_to_string(&path).map_err(Error::file("read", &path))?;
    let mut document: Value = serde_json::from_str(&text)
        .map_err(|error| Error::form(path.display().to_string(), error))?;
    let mut definitions = document["definitions"].take();
    for name in OF_SEVERAL_TYPES {
        definitions[name] = json!({"type": ["string", "number"]});
    }
    close(&mut definitions);
    let kinds = definitions.as_object().into_iter().flatten();
    let kinds: Vec<_> = kinds.flat_map(|(name, one)| served(name, one)).collect();
    let shared = directory.join("definitions.json");
    write(&shared, &json!({"definitions": definitions}))?;
    for (name, file) in kinds {
        let reference = format!("file://{}#/definitions/{name}", "DIRECTORY/definitions.json");
        write(&directory.join(file), &json!({"$ref": reference}))?;
    }
    Ok(())
}
