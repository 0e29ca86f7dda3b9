//! kubectl: how the rendered files reach the API server, as they reach anybody's.

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::{Value, json};

use crate::error::{Error, Result};
use crate::manifest::Object;
use crate::patience;
use crate::process::{Call, Output};

/// How long the API server may take to serve what was defined.
const SERVED: Duration = Duration::from_mins(2);

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

    /// Starts what a file holds, as the README says: what is there goes first.
    pub fn start_by_hand(&self, file: &Path) -> Result<Output> {
        let call = self
            .call()
            .args(["replace", "--force", "--validate=strict"]);
        call.arg("--filename").arg(file).output()
    }

    /// Applies one object, as [`Kubectl::apply`] does with a file.
    pub fn apply_object(&self, object: &Value) -> Result<Output> {
        let call = self.server_side_apply().args(["--filename", "-"]);
        call.input(object.to_string()).output()
    }

    /// Applies one object, which must be accepted.
    pub fn create(&self, object: &Object) -> Result<()> {
        let output = self.apply_object(object.value())?;
        if output.success() {
            return Ok(());
        }
        Err(Error::form(object.to_string(), output.last_words()))
    }

    /// Applies a file or a directory of definitions, which must be accepted.
    pub fn define(&self, definitions: &Path) -> Result<()> {
        let output = self.apply(definitions)?;
        if output.success() {
            return Ok(());
        }
        let what = definitions.display().to_string();
        Err(Error::form(what, output.last_words()))
    }

    /// Waits until every definition in the cluster is served.
    ///
    /// `kubectl wait` fails on one that is so new that it has no conditions yet.
    pub fn wait_for_definitions(&self) -> Result<()> {
        let is_served = || {
            let list = self.get(&["customresourcedefinitions"])?;
            let items = list["items"].as_array().into_iter().flatten();
            Ok(items.into_iter().all(|item| {
                let conditions = item["status"]["conditions"].as_array();
                let mut conditions = conditions.into_iter().flatten();
                conditions.any(|one| one["type"] == "Established" && one["status"] == "True")
            }))
        };
        if patience::until(SERVED, is_served)? {
            return Ok(());
        }
        Err(Error::form("the definitions", "they are not all served"))
    }

    /// Writes into an object's status, in the place of the controller that it belongs to; an object
    /// that was deleted meanwhile needs none.
    pub fn set_status(
        &self,
        kind: &str,
        namespace: &str,
        name: &str,
        status: &Value,
    ) -> Result<()> {
        let patch = json!({"status": status}).to_string();
        let call = self
            .call()
            .args(["patch", kind, name, "--namespace", namespace])
            .args(["--subresource=status", "--type=merge", "--patch", &patch]);
        let output = call.output()?;
        if output.success() || output.stderr.contains("(NotFound)") {
            return Ok(());
        }
        Err(Error::form(call.to_string(), output.last_words()))
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
