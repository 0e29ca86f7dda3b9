//! kubectl: how the rendered files reach the API server, as they reach anybody's.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::error::{Error, Result};
use crate::process::{Call, Output};

/// kubectl as the administrator of one API server.
#[derive(Clone, Debug)]
pub struct Kubectl {
    kubeconfig: PathBuf,
    cache: PathBuf,
}

impl Kubectl {
    /// Describes kubectl with a kubeconfig, keeping its discovery cache under `directory`.
    #[must_use]
    pub fn new(kubeconfig: PathBuf, directory: &Path) -> Self {
        Self {
            kubeconfig,
            cache: directory.join("kubectl-cache"),
        }
    }

    /// Returns the administrator's kubeconfig.
    #[must_use]
    pub fn kubeconfig(&self) -> &Path {
        &self.kubeconfig
    }

    /// Returns a call of kubectl against this API server.
    #[must_use]
    pub fn call(&self) -> Call {
        let call = Call::new("kubectl")
            .arg("--kubeconfig")
            .arg(&self.kubeconfig);
        call.arg("--cache-dir").arg(&self.cache)
    }

    /// Returns whether the API server says that it is ready.
    pub fn is_ready(&self) -> Result<bool> {
        Ok(self
            .call()
            .args(["get", "--raw", "/readyz"])
            .output()?
            .success())
    }

    /// Applies a file by server-side apply with strict field validation.
    pub fn apply(&self, file: &Path) -> Result<Output> {
        self.server_side_apply()
            .arg("--filename")
            .arg(file)
            .output()
    }

    /// Applies a kustomization, as [`Kubectl::apply`] does with a file.
    pub fn apply_whole(&self, directory: &Path) -> Result<Output> {
        self.server_side_apply()
            .arg("--kustomize")
            .arg(directory)
            .output()
    }

    /// Applies one object, as [`Kubectl::apply`] does with a file.
    pub fn apply_object(&self, object: &Value) -> Result<Output> {
        let call = self.server_side_apply().args(["--filename", "-"]);
        call.input(object.to_string()).output()
    }

    /// Reads objects as a list: `arguments` are what follows `kubectl get`.
    pub fn get(&self, arguments: &[&str]) -> Result<Value> {
        let call = self
            .call()
            .arg("get")
            .args(arguments)
            .args(["--output", "json"]);
        let text = call.stdout()?;
        if text.trim().is_empty() {
            return Ok(Value::Null);
        }
        serde_json::from_str(&text).map_err(|error| Error::form(call.to_string(), error))
    }

    fn server_side_apply(&self) -> Call {
        self.call()
            .args(["apply", "--server-side", "--validate=strict"])
    }
}
