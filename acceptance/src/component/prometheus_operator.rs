//! The prometheus-operator's custom resource definitions, from the project's own Go module.

use std::path::PathBuf;

use crate::error::Result;
use crate::go_module;

/// The definitions of the kinds that this deployment may use.
const DEFINITIONS: [&str; 3] = ["podmonitors", "prometheusrules", "servicemonitors"];

/// Returns the files of the definitions; the version is pinned in
/// `acceptance/go/prometheus-operator/go.mod`.
pub fn definitions() -> Result<Vec<PathBuf>> {
    let module = "github.com/prometheus-operator/prometheus-operator";
    let directory =
        go_module::sources("prometheus-operator", module)?.join("example/prometheus-operator-crd");
    Ok(DEFINITIONS
        .map(|kind| directory.join(format!("monitoring.coreos.com_{kind}.yaml")))
        .into())
}
