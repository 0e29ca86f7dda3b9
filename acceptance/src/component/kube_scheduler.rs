//! kube-scheduler: puts Pods on the nodes that kwok pretends to be.

use std::path::Path;

use super::kube_apiserver::{KubeApiserver, VERSION_VARIABLES};
use crate::cache::Cache;
use crate::error::Result;
use crate::go_module::GoProgram;
use crate::port;
use crate::process::{Call, Daemon};

const KUBE_SCHEDULER: GoProgram = GoProgram {
    module: "kubernetes",
    name: "kube-scheduler",
    package: "k8s.io/kubernetes/cmd/kube-scheduler",
    variables: VERSION_VARIABLES,
};

/// Starts the scheduler, as one instance without an election.
pub fn start(cache: &Cache, directory: &Path, api_server: &KubeApiserver) -> Result<Daemon> {
    let program = KUBE_SCHEDULER.build(cache)?;
    let [port] = port::free()?;
    Call::new(program)
        .arg("--kubeconfig")
        .arg(api_server.kubectl().kubeconfig())
        .args([
            "--bind-address",
            "127.0.0.1",
            "--secure-port",
            &port.to_string(),
        ])
        .args(["--leader-elect=false", "--cert-dir"])
        .arg(directory)
        .start("kube-scheduler", &directory.join("log"))
}
