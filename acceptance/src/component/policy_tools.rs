//! kubeconform and kube-score: what people's pipelines hold against manifests, without a cluster.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::cache::Cache;
use crate::error::{Error, Result};
use crate::go_module::GoProgram;
use crate::process::{Call, Output};

/// The version is pinned in `acceptance/go/kubeconform/go.mod`.
const KUBECONFORM: GoProgram = GoProgram {
    module: "kubeconform",
    name: "kubeconform",
    package: "github.com/yannh/kubeconform/cmd/kubeconform",
    variables: &[],
};

/// The version is pinned in `acceptance/go/kube-score/go.mod`.
const KUBE_SCORE: GoProgram = GoProgram {
    module: "kube-score",
    name: "kube-score",
    package: "github.com/zegl/kube-score/cmd/kube-score",
    variables: &[],
};

/// The grade that kube-score calls critical.
const CRITICAL: u64 = 1;

/// Something that kube-score holds against an object.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// kube-score's name of the check.
    pub check: String,
    /// The kind of the object.
    pub kind: String,
    /// The name of the object.
    pub name: String,
}

/// Checks files against the schemas in a directory; a kind without a schema is an error.
pub fn conforms(cache: &Cache, schemas: &Path, files: &[PathBuf]) -> Result<Output> {
    let location = "{{.ResourceKind}}_{{.Group}}_{{.ResourceAPIVersion}}.json";
    Call::new(KUBECONFORM.build(cache)?)
        .args(["-strict", "-summary", "-schema-location"])
        .arg(schemas.join(location))
        .args(files)
        .output()
}

/// Returns kube-score's critical findings on files.
pub fn critical_findings(cache: &Cache, files: &[PathBuf]) -> Result<Vec<Finding>> {
    let call = Call::new(KUBE_SCORE.build(cache)?);
    let call = call.args(["score", "--output-format", "json"]).args(files);
    // It ends with an error when it finds something.
    let output = call.output()?;
    let objects: Value = serde_json::from_str(&output.stdout)
        .map_err(|error| Error::form(call.to_string(), format!("{error}: {}", output.stderr)))?;
    let mut findings = Vec::new();
    for object in objects.as_array().into_iter().flatten() {
        for check in object["checks"].as_array().into_iter().flatten() {
            if check["skipped"] != true && check["grade"].as_u64() == Some(CRITICAL) {
                findings.push(finding(object, check));
            }
        }
    }
    Ok(findings)
}

fn finding(object: &Value, check: &Value) -> Finding {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    Finding {
        check: text(&check["check"]["id"]),
        kind: text(&object["type_meta"]["kind"]),
        name: text(&object["object_meta"]["name"]),
    }
}
