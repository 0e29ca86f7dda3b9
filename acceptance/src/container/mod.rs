//! The container of a rendered workload, laid out to run as a process of this machine.
//!
//! Its environment and its mounted files are what Kubernetes would make of the manifest. Only
//! what can't be the same here is replaced, wherever it is named: the paths of mounts by
//! directories, the names of Services by addresses.

mod place;
mod volume;

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

pub use place::Places;

use crate::component::strimzi_secrets::StrimziSecrets;
use crate::error::{Error, Result};
use crate::manifest::Object;

/// The first container of a workload, ready to be started.
#[derive(Clone, Debug)]
pub struct Container {
    value: Value,
    environment: Vec<(String, String)>,
    places: Places,
}

impl Container {
    /// Lays out the first container of `workload` below the empty directory `directory`.
    ///
    /// `objects` has the ConfigMaps that it mounts, `places` what else is replaced.
    pub fn lay_out(
        workload: &Object,
        objects: &[Object],
        secrets: &StrimziSecrets,
        mut places: Places,
        directory: &Path,
    ) -> Result<Self> {
        let pod = &workload.value()["spec"]["template"]["spec"];
        let value = pod["containers"][0].clone();
        let mounts = list(&value["volumeMounts"]);
        for (at, mount) in mounts.iter().enumerate() {
            let target = directory.join(at.to_string());
            places.replace(text(&mount["mountPath"]), &target.display().to_string());
        }
        for (at, mount) in mounts.iter().enumerate() {
            let target = directory.join(at.to_string());
            fs::create_dir(&target).map_err(Error::file("create", &target))?;
            let volume = list(&pod["volumes"])
                .iter()
                .find(|volume| volume["name"] == mount["name"])
                .ok_or_else(|| {
                    Error::form(workload.to_string(), format!("no volume for {mount}"))
                })?;
            volume::fill(volume, objects, secrets, &places, &target)?;
        }
        let environment = list(&value["env"])
            .iter()
            .map(|variable| environment_variable(variable, secrets, &places))
            .collect::<Result<_>>()?;
        Ok(Self {
            value,
            environment,
            places,
        })
    }

    /// Returns the environment, with its references resolved.
    #[must_use]
    pub fn environment(&self) -> &[(String, String)] {
        &self.environment
    }

    /// Returns the value of a variable, or an empty text where there is none.
    #[must_use]
    pub fn variable(&self, name: &str) -> &str {
        let own = self.environment.iter().find(|(own, _)| own == name);
        own.map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    /// Returns the command with its arguments; the image's own is none.
    #[must_use]
    pub fn command(&self) -> Vec<String> {
        let parts = ["command", "args"].map(|field| list(&self.value[field]));
        let parts = parts.into_iter().flatten().filter_map(Value::as_str);
        parts.map(|part| self.places.in_text(part)).collect()
    }

    /// Returns where a path in the container is on this machine.
    #[must_use]
    pub fn path(&self, path: &str) -> PathBuf {
        self.places.in_text(path).into()
    }

    /// Returns the port of a name.
    pub fn port(&self, name: &str) -> Result<u64> {
        let ports = list(&self.value["ports"]).iter();
        let port = ports
            .filter(|port| port["name"] == name)
            .find_map(|port| port["containerPort"].as_u64());
        port.ok_or_else(|| Error::form("the container", format!("it has no port {name}")))
    }

    /// Returns the field `field` of the container.
    #[must_use]
    pub fn field(&self, field: &str) -> &Value {
        &self.value[field]
    }
}

fn environment_variable(
    variable: &Value,
    secrets: &StrimziSecrets,
    places: &Places,
) -> Result<(String, String)> {
    let name = text(&variable["name"]).to_owned();
    if let Some(value) = variable["value"].as_str() {
        return Ok((name, places.in_text(value)));
    }
    // What Kubernetes tells of a pod is known when there is one; its path stands for it.
    if let Some(path) = variable["valueFrom"]["fieldRef"]["fieldPath"].as_str() {
        return Ok((name, path.to_owned()));
    }
    let reference = &variable["valueFrom"]["secretKeyRef"];
    let file = secrets
        .get(text(&reference["name"]))?
        .join(text(&reference["key"]));
    let value = fs::read_to_string(&file).map_err(Error::file("read", &file))?;
    Ok((name, value))
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
