//! Flux's kustomize-controller: builds and applies what a source offers, prunes and reports.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::kube_apiserver::KubeApiserver;
use crate::cache::Cache;
use crate::error::Result;
use crate::go_module::{self, GoProgram};
use crate::http;
use crate::port;
use crate::process::{Call, Daemon};

/// The version is pinned in `acceptance/go/kustomize-controller/go.mod`.
const KUSTOMIZE_CONTROLLER: GoProgram = GoProgram {
    module: "kustomize-controller",
    name: "kustomize-controller",
    package: "github.com/fluxcd/kustomize-controller",
    variables: &[],
};

/// Where Flux is installed.
pub const NAMESPACE: &str = "flux-system";

const READY: Duration = Duration::from_mins(2);

/// Returns the file with the definition of `Kustomization`, from the controller's own sources.
pub fn definition() -> Result<PathBuf> {
    let sources = go_module::sources(
        "kustomize-controller",
        "github.com/fluxcd/kustomize-controller",
    )?;
    Ok(sources.join("config/crd/bases/kustomize.toolkit.fluxcd.io_kustomizations.yaml"))
}

/// Starts the controller, whose definitions are loaded, and waits until it is ready.
pub fn start(cache: &Cache, directory: &Path, api_server: &KubeApiserver) -> Result<Daemon> {
    let program = KUSTOMIZE_CONTROLLER.build(cache)?;
    let [health] = port::free()?;
    let mut process = Call::new(program)
        .args(["--watch-all-namespaces", "--no-remote-bases"])
        .args(["--requeue-dependency", "1s", "--metrics-addr", "0"])
        .args(["--health-addr", &format!("127.0.0.1:{health}")])
        .env("KUBECONFIG", api_server.kubectl().kubeconfig())
        .env("RUNTIME_NAMESPACE", NAMESPACE)
        // It unpacks what it fetches there, and clears the place of others at its start.
        .env("TMPDIR", directory)
        .start("kustomize-controller", &directory.join("log"))?;
    let url = format!("http://127.0.0.1:{health}/readyz");
    process.wait_until(READY, || Ok(http::answers(&url)))?;
    Ok(process)
}
