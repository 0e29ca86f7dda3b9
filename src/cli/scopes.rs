//! The directories of the output that one render answers for.

use std::{fs, io, path::Path};

use super::{
    CliError,
    deployments::{Deployments, Selection},
};
use crate::{
    emit::directory::{MANIFEST_NAME, RelativePath, Scope},
    model::EnvironmentName,
};

/// Where the overlays of all environments lie.
const OVERLAYS: &str = "kustomize/overlays";

/// Returns the directories that a render of these environments answers for.
///
/// A render of all environments also answers for the output of those that are gone.
pub fn of(
    deployments: &Deployments,
    selection: &Selection,
    out: &Path,
) -> Result<Vec<Scope>, CliError> {
    let mut scopes = vec![scope("kustomize/base")?];
    for (name, _) in &deployments.read {
        scopes.push(scope(name.as_str())?);
        scopes.push(scope(&format!("{OVERLAYS}/{name}"))?);
    }
    if selection.names.is_empty() {
        for prefix in ["", OVERLAYS] {
            for name in rendered(&out.join(prefix))? {
                if deployments.read.iter().all(|(known, _)| *known != name) {
                    let separator = if prefix.is_empty() { "" } else { "/" };
                    scopes.push(scope(&format!("{prefix}{separator}{name}"))?);
                }
            }
        }
    }
    Ok(scopes)
}

fn scope(path: &str) -> Result<Scope, CliError> {
    let path = RelativePath::new(path).map_err(CliError::internal)?;
    Ok(Scope::new(path)?)
}

/// Returns the environments that earlier renders wrote into `directory`.
fn rendered(directory: &Path) -> Result<Vec<EnvironmentName>, CliError> {
    let entries = match fs::read_dir(directory) {
        Ok(entries) => entries,
        // What is in the way of a render is the writer's to tell.
        Err(error) if is_absent(&error) => return Ok(Vec::new()),
        Err(error) => return Err(CliError::file("read", directory, &error)),
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| CliError::file("read", directory, &error))?;
        let name = entry.file_name().into_string().unwrap_or_default();
        let ours = entry.path().join(MANIFEST_NAME).is_file();
        names.extend(EnvironmentName::new(name).ok().filter(|_| ours));
    }
    names.sort();
    Ok(names)
}

fn is_absent(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}
