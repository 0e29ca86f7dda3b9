//! The generator under proof, called as people call it, on a copy of the environments.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::Value;

use crate::error::{Error, Result};
use crate::process::Call;
use crate::release::Release;

/// How long a cold build of the generator may take.
const BUILD: Duration = Duration::from_mins(20);

/// The generator's executable.
#[derive(Clone, Debug)]
pub struct Blueprint {
    executable: PathBuf,
}

impl Blueprint {
    /// Builds the generator of this workspace.
    pub fn build(workspace: &Path) -> Result<Self> {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let target = workspace.join("target");
        Call::new(cargo)
            .args([
                "build",
                "--quiet",
                "--package",
                "kafka-blueprint",
                "--bin",
                "blueprint",
            ])
            .arg("--target-dir")
            .arg(&target)
            .directory(workspace)
            .timeout(BUILD)
            .stdout()?;
        Ok(Self {
            executable: target.join("debug/blueprint"),
        })
    }

    /// Renders the environments in `environments` to `out`.
    pub fn render(&self, environments: &Path, out: &Path) -> Result<()> {
        Call::new(&self.executable)
            .arg("render")
            .arg("--environments")
            .arg(environments)
            .arg("--out")
            .arg(out)
            .stdout()
            .map(drop)
    }

    /// Returns a call of it, without arguments.
    #[must_use]
    pub fn call(&self) -> Call {
        Call::new(&self.executable)
    }

    /// Records a copy of the definitions in `directory` for the release of an environment.
    pub fn vendor(&self, environments: &Path, environment: &str, directory: &Path) -> Result<()> {
        Call::new(&self.executable)
            .args(["vendor", environment, "--environments"])
            .arg(environments)
            .arg("--from")
            .arg(directory)
            .stdout()
            .map(drop)
    }

    /// Has the manifests in a directory checked as `release` sees them, and returns the report.
    pub fn judge(&self, manifests: &Path, release: Release) -> Result<Value> {
        let call = Call::new(&self.executable)
            .args(["check", "--format", "json", "--manifests"])
            .arg(manifests)
            .arg("--operator-version")
            .arg(release.to_string());
        // Errors among the findings end it with 2, which is an answer too.
        let output = call.output()?;
        serde_json::from_str(&output.stdout)
            .map_err(|_| Error::form(call.to_string(), output.last_words()))
    }
}

/// Copies the files of `environments` into the empty directory `copy`.
pub fn copy_environments(environments: &Path, copy: &Path) -> Result<()> {
    for entry in fs::read_dir(environments).map_err(Error::file("read", environments))? {
        let path = entry.map_err(Error::file("read", environments))?.path();
        let target = copy.join(path.file_name().unwrap_or_default());
        if path.is_dir() {
            fs::create_dir(&target).map_err(Error::file("create", &target))?;
            copy_environments(&path, &target)?;
        } else {
            fs::copy(&path, &target).map_err(Error::file("copy", &path))?;
        }
    }
    Ok(())
}
