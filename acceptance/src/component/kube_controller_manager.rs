//! kube-controller-manager: makes Pods of Deployments and Jobs, collects garbage.

use std::path::Path;

use super::kube_apiserver::{KubeApiserver, VERSION_VARIABLES};
use crate::cache::Cache;
use crate::error::Result;
use crate::go_module::GoProgram;
use crate::port;
use crate::process::{Call, Daemon};

const KUBE_CONTROLLER_MANAGER: GoProgram = GoProgram {
    module: "kubernetes",
    name: "kube-controller-manager",
    package: "k8s.io/kubernetes/cmd/kube-controller-manager",
    variables: VERSION_VARIABLES,
};

/// Starts the controllers, as one instance without an election.
pub fn start(cache: &Cache, directory: &Path, api_server: &KubeApiserver) -> Result<Daemon> {
    let program = KUBE_CONTROLLER_MANAGER.build(cache)?;
    let [port] = port::free()?;
    Call::new(program)
        .arg("--kubeconfig")
        .arg(api_server.kubectl().kubeconfig())
        .arg("--service-account-private-key-file")
        .arg(api_server.service_account_key())
        .arg("--root-ca-file")
        .arg(api_server.certificate())
        .args([
            "--bind-address",
            "127.0.0.1",
            "--secure-port",
            &port.to_string(),
        ])
        // The nodes are played by kwok; on a busy machine it may be late to say that they live.
        .args(["--node-monitor-grace-period", "24h"])
        .args(["--leader-elect=false", "--cert-dir"])
        .arg(directory)
        .start("kube-controller-manager", &directory.join("log"))
}
