//! kube-apiserver: the judge of every object.
//!
//! It serves on loopback with a certificate of its own making, authorises by RBAC and knows
//! one token, that of an administrator; everyone else is impersonated.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::json;

use super::etcd::Etcd;
use super::kubectl::Kubectl;
use crate::cache::Cache;
use crate::error::{Error, Result};
use crate::go_module::GoProgram;
use crate::port;
use crate::process::{Call, Daemon};

/// The Kubernetes version, which decides what the served OpenAPI and the admission say. It
/// must agree with the version pinned in `acceptance/go/kubernetes/go.mod`.
pub(super) const VERSION_VARIABLES: &[&str] = &[
    "k8s.io/component-base/version.gitVersion=v1.34.4",
    "k8s.io/component-base/version.gitMajor=1",
    "k8s.io/component-base/version.gitMinor=34",
];

const KUBE_APISERVER: GoProgram = GoProgram {
    module: "kubernetes",
    name: "kube-apiserver",
    package: "k8s.io/kubernetes/cmd/kube-apiserver",
    variables: VERSION_VARIABLES,
};

/// A token that is worth nothing outside the run.
const TOKEN: &str = "acceptance";

const READY: Duration = Duration::from_mins(2);

/// A running API server.
#[derive(Debug)]
pub struct KubeApiserver {
    directory: PathBuf,
    kubectl: Kubectl,
    _process: Daemon,
}

impl KubeApiserver {
    /// Starts the API server over `etcd` and waits until it is ready.
    pub fn start(cache: &Cache, directory: &Path, etcd: &Etcd) -> Result<Self> {
        let program = KUBE_APISERVER.build(cache)?;
        let [port] = port::free()?;
        let key = service_account_key(directory)?;
        let call = call(&program, directory, etcd, port, &key)?;
        let mut process = call.start("kube-apiserver", &directory.join("log"))?;
        let certificate = directory.join("apiserver.crt");
        let wait = READY / 2;
        process.wait_until(wait, || Ok(certificate.exists()))?;
        let kubectl = Kubectl::new(kubeconfig(directory, port, &certificate)?, directory);
        process.wait_until(READY, || kubectl.is_ready())?;
        Ok(Self {
            directory: directory.to_owned(),
            kubectl,
            _process: process,
        })
    }

    /// Returns kubectl as the administrator.
    #[must_use]
    pub fn kubectl(&self) -> &Kubectl {
        &self.kubectl
    }

    /// Returns the private key that signs the tokens of service accounts.
    #[must_use]
    pub fn service_account_key(&self) -> PathBuf {
        self.directory.join("service-account.key")
    }

    /// Returns the certificate that the server shows.
    #[must_use]
    pub fn certificate(&self) -> PathBuf {
        self.directory.join("apiserver.crt")
    }
}

fn call(program: &Path, directory: &Path, etcd: &Etcd, port: u16, key: &Path) -> Result<Call> {
    let tokens = directory.join("tokens.csv");
    write(
        &tokens,
        &format!("{TOKEN},acceptance,acceptance,system:masters\n"),
    )?;
    Ok(Call::new(program)
        .args(["--etcd-servers", etcd.url(), "--bind-address", "127.0.0.1"])
        .args(["--secure-port", &port.to_string(), "--cert-dir"])
        .arg(directory)
        .arg("--token-auth-file")
        .arg(tokens)
        .args([
            "--authorization-mode",
            "RBAC",
            "--endpoint-reconciler-type",
            "none",
        ])
        .args(["--service-cluster-ip-range", "10.0.0.0/24"])
        .args(["--service-account-issuer", "https://acceptance.invalid"])
        .arg("--service-account-key-file")
        .arg(key)
        .arg("--service-account-signing-key-file")
        .arg(key))
}

fn service_account_key(directory: &Path) -> Result<PathBuf> {
    let key = directory.join("service-account.key");
    Call::new("openssl")
        .args(["genrsa", "-out"])
        .arg(&key)
        .arg("2048")
        .stdout()?;
    Ok(key)
}

/// Writes the administrator's kubeconfig; JSON is YAML too.
fn kubeconfig(directory: &Path, port: u16, certificate: &Path) -> Result<PathBuf> {
    let config = json!({
        "apiVersion": "v1",
        "kind": "Config",
        "clusters": [{"name": "acceptance", "cluster": {
            "server": format!("https://127.0.0.1:{port}"),
            "certificate-authority": certificate,
        }}],
        "users": [{"name": "admin", "user": {"token": TOKEN}}],
        "contexts": [{"name": "admin", "context": {"cluster": "acceptance", "user": "admin"}}],
        "current-context": "admin",
    });
    let path = directory.join("kubeconfig");
    write(&path, &config.to_string())?;
    Ok(path)
}

fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).map_err(Error::file("write", path))
}
