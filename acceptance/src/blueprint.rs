//! The generator under proof, called as people call it, on a copy of the environments.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_yaml::{Mapping, Value};

use crate::error::{Error, Result};
use crate::process::Call;

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

/// Sets values in the file of one environment: each a path of keys and a text.
pub fn set_values(file: &Path, values: &[(&[&str], &str)]) -> Result<()> {
    let text = fs::read_to_string(file).map_err(Error::file("read", file))?;
    let form = |error| Error::form(file.display().to_string(), error);
    let mut root: Value = serde_yaml::from_str(&text).map_err(form)?;
    for (path, value) in values {
        set(&mut root, path, value);
    }
    let text = serde_yaml::to_string(&root).map_err(form)?;
    fs::write(file, text).map_err(Error::file("write", file))
}

fn set(node: &mut Value, path: &[&str], text: &str) {
    let [key, rest @ ..] = path else {
        *node = Value::String(text.to_owned());
        return;
    };
    if !node.is_mapping() {
        *node = Value::Mapping(Mapping::new());
    }
    if let Value::Mapping(map) = node {
        set(map.entry((*key).into()).or_insert(Value::Null), rest, text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_set_beside_what_is_there() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("prod.yaml");
        fs::write(&file, "operator:\n  install: true\n").unwrap();
        let values: [(&[&str], &str); 2] = [
            (&["operator", "version"], "1.2.0"),
            (&["kafka", "version"], "4.2.1"),
        ];
        set_values(&file, &values).unwrap();
        insta::assert_snapshot!(fs::read_to_string(&file).unwrap(), @"
        operator:
          install: true
          version: 1.2.0
        kafka:
          version: 4.2.1
        ");
    }
}
