//! kubeconform: objects held against schemas, without an API server.

use std::path::{Path, PathBuf};

use serde_json::Value;

use super::json_schemas;
use crate::cache::Cache;
use crate::error::{Error, Result};
use crate::go_module::GoProgram;
use crate::process::Call;

/// The version is pinned in `acceptance/go/kubeconform/go.mod`.
const KUBECONFORM: GoProgram = GoProgram {
    module: "kubeconform",
    name: "kubeconform",
    package: "github.com/yannh/kubeconform/cmd/kubeconform",
    variables: &[],
};

/// kubeconform with the schemas it knows.
#[derive(Clone, Debug)]
pub struct Kubeconform {
    program: PathBuf,
    schemas: PathBuf,
}

/// What kubeconform said of some files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judgement {
    /// How many objects it read.
    pub objects: usize,
    /// What it has against them, an object without a schema among it.
    pub objections: Vec<String>,
}

impl Kubeconform {
    /// Builds the program; `schemas` is a directory that [`json_schemas`] made.
    pub fn new(cache: &Cache, schemas: &Path) -> Result<Self> {
        Ok(Self {
            program: KUBECONFORM.build(cache)?,
            schemas: schemas.to_owned(),
        })
    }

    /// Judges every object of some files, strictly.
    pub fn judge(&self, files: &[PathBuf]) -> Result<Judgement> {
        let location = self.schemas.join(json_schemas::FILE_NAME);
        let call = Call::new(&self.program)
            .args(["-strict", "-verbose", "-summary", "-output", "json"])
            .arg("-schema-location")
            .arg(location)
            .args(files);
        // Objections end it with 1, which is an answer too.
        let output = call.output()?;
        let report: Value = serde_json::from_str(&output.stdout)
            .map_err(|_| Error::form(call.to_string(), output.last_words()))?;
        Ok(judgement(&report))
    }
}

fn judgement(report: &Value) -> Judgement {
    let resources = report["resources"].as_array();
    let mut judgement = Judgement::default();
    for resource in resources.into_iter().flatten() {
        let text = |key: &str| resource[key].as_str().unwrap_or_default();
        judgement.objects += 1;
        if text("status") != "statusValid" {
            let (kind, name, message) = (text("kind"), text("name"), text("msg"));
            judgement
                .objections
                .push(format!("{kind} {name}: {message}"));
        }
    }
    judgement
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn an_object_that_was_skipped_is_an_objection() {
        let resource =
            |name: &str, status: &str| json!({"kind": "Pod", "name": name, "status": status});
        let resources = [
            resource("a", "statusValid"),
            resource("b", "statusSkipped"),
            resource("c", "statusInvalid"),
        ];
        let judgement = judgement(&json!({"resources": resources}));
        assert_eq!(judgement.objects, 3);
        assert_eq!(judgement.objections, ["Pod b: ", "Pod c: "]);
    }
}
