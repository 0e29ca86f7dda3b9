//! The runbooks of the shipped production environment, under `docs/runbooks`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use kafka_blueprint::document;
use kafka_blueprint::environment::{Environments, FromNode};
use kafka_blueprint::finding::Trail;
use kafka_blueprint::model::Deployment;

use crate::failure::{Failure, Outcome};
use crate::workspace;

/// The environment whose names the runbooks have.
const ENVIRONMENT: &str = "prod";

/// Writes the runbooks, and takes away those whose alert is gone; returns how many there are.
pub fn write() -> Outcome<usize> {
    let runbooks = runbooks()?;
    let directory = workspace::root().join("docs/runbooks");
    fs::create_dir_all(&directory).map_err(|cause| Failure::with_file(&directory, cause))?;
    remove_others(&directory, &runbooks)?;
    for (name, text) in &runbooks {
        let path = directory.join(name);
        fs::write(&path, text).map_err(|cause| Failure::with_file(&path, cause))?;
    }
    Ok(runbooks.len())
}

fn runbooks() -> Outcome<BTreeMap<String, String>> {
    let path = workspace::root().join("environments");
    let wrong = |why: String| Failure::new(format!("{}: {why}", path.display()));
    let environments = Environments::open(&path).map_err(|error| wrong(error.to_string()))?;
    let name = environments
        .find(ENVIRONMENT)
        .map_err(|error| wrong(error.to_string()))?;
    let loaded = environments
        .load(&name)
        .map_err(|error| wrong(error.to_string()))?;
    let mut findings = loaded.findings;
    let deployment = loaded
        .document
        .and_then(|document| Deployment::from_node(&document, &Trail::TOP, &mut findings));
    match deployment {
        Some(deployment) if findings.is_empty() => Ok(document::runbooks(&deployment)),
        _ => Err(wrong("`blueprint check` finds errors in it".to_owned())),
    }
}

fn remove_others(directory: &Path, wanted: &BTreeMap<String, String>) -> Outcome<()> {
    let entries = fs::read_dir(directory).map_err(|cause| Failure::with_file(directory, cause))?;
    for entry in entries {
        let path = entry
            .map_err(|cause| Failure::with_file(directory, cause))?
            .path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let ours = path.extension().is_some_and(|extension| extension == "md");
        if ours && !wanted.contains_key(name.as_ref()) {
            fs::remove_file(&path).map_err(|cause| Failure::with_file(&path, cause))?;
        }
    }
    Ok(())
}
