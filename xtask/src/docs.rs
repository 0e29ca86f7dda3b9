//! `cargo xtask docs`: what is generated for people and editors.
//!
//! The schemas that the shipped environments name in their first line, and the runbooks of the
//! alerts. Tests of the root package fail when they are stale.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::failure::{Failure, Outcome};
use crate::{process, runbooks, workspace};

const SCHEMAS: [(&str, &[&str]); 2] = [
    ("environment.schema.json", &["schema"]),
    ("layer.schema.json", &["schema", "--layer"]),
];

/// Runs the commands and writes what they print.
pub fn write() -> Outcome<String> {
    let directory = workspace::root().join("environments/schemas");
    fs::create_dir_all(&directory).map_err(|cause| Failure::with_file(&directory, cause))?;
    for (file, arguments) in SCHEMAS {
        let text = blueprint(arguments)?;
        let path: PathBuf = directory.join(file);
        fs::write(&path, text).map_err(|cause| Failure::with_file(&path, cause))?;
    }
    let runbooks = runbooks::write()?;
    Ok(format!(
        "Wrote {} files to environments/schemas and {runbooks} to docs/runbooks.",
        SCHEMAS.len()
    ))
}

fn blueprint(arguments: &[&str]) -> Outcome<String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .current_dir(workspace::root())
        .args(["run", "--quiet", "--"])
        .args(arguments);
    process::run(&mut command)
}
