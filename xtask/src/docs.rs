//! `cargo xtask docs`: what is generated for people and editors.
//!
//! The schemas that the shipped environments name in their first line, those of the reports of
//! `check`, of `diff`, of `upgrade` and of the verification, that of the expectations of a cluster, and the
//! runbooks of the alerts. Tests fail when they are stale.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::failure::{Failure, Outcome};
use crate::{process, runbooks, workspace};

/// Each schema: where it lies below the root, and what prints it.
const SCHEMAS: [(&str, &[&str]); 5] = [
    ("environments/schemas/environment.schema.json", &["schema"]),
    (
        "environments/schemas/layer.schema.json",
        &["schema", "--layer"],
    ),
    ("docs/report.schema.json", &["schema", "--report"]),
    ("docs/diff.schema.json", &["schema", "--diff"]),
    ("docs/upgrade.schema.json", &["schema", "--upgrade"]),
];

/// The schema of what the generator tells the verification.
const EXPECTATIONS: &str = "docs/expectations.schema.json";

/// The schema of what the verification reports.
const VERIFICATION: &str = "docs/verification.schema.json";

/// Runs the commands and writes what they print.
pub fn write() -> Outcome<String> {
    for (file, arguments) in SCHEMAS {
        let text = blueprint(arguments)?;
        let path: PathBuf = workspace::root().join(file);
        fs::write(&path, text).map_err(|cause| Failure::with_file(&path, cause))?;
    }
    let expectations = workspace::root().join(EXPECTATIONS);
    fs::write(&expectations, expectations::schema())
        .map_err(|cause| Failure::with_file(&expectations, cause))?;
    let report = workspace::root().join(VERIFICATION);
    fs::write(&report, cargo(&["-p", "verification", "--", "--schema"])?)
        .map_err(|cause| Failure::with_file(&report, cause))?;
    let runbooks = runbooks::write()?;
    Ok(format!(
        "Wrote {} schemas to environments/schemas and docs, and {runbooks} runbooks to docs/runbooks.",
        SCHEMAS.len() + 2
    ))
}

fn blueprint(arguments: &[&str]) -> Outcome<String> {
    cargo(&[&["--"], arguments].concat())
}

fn cargo(arguments: &[&str]) -> Outcome<String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .current_dir(workspace::root())
        .args(["run", "--quiet"])
        .args(arguments);
    process::run(&mut command)
}
