//! Strimzi's own Java API model: what the operators see of a custom resource.
//!
//! The model takes much that it then ignores: fields it does not know go aside, unknown enum
//! values become null. `acceptance/java/StrimziModel.java` reports each of them. It does not
//! check required fields, ranges, patterns or CEL: those are the API server's.

use crate::cache::Cache;
use crate::error::Result;
use crate::manifest::Object;
use crate::maven::{JavaProgram, Libraries};
use crate::release::Release;

use super::strimzi_crds;

/// The model of one release.
#[derive(Clone, Debug)]
pub struct StrimziModel {
    program: JavaProgram,
}

impl StrimziModel {
    /// Gets the model of `release` and compiles its reader.
    pub fn get(cache: &Cache, release: Release) -> Result<Self> {
        let jdk = super::strimzi_jdk(release)?;
        let version = release.to_string();
        let libraries = Libraries::get(cache, "strimzi", &[("strimzi.version", &version)])?;
        Ok(Self {
            program: libraries.compile(cache, &jdk, "StrimziModel")?,
        })
    }

    /// Returns what the model does not take as it is written, one line each.
    pub fn objections(&self, objects: &[Object]) -> Result<Vec<String>> {
        let lines: Vec<_> = objects
            .iter()
            .map(|object| object.value().to_string())
            .collect();
        let call = self.program.call().args(strimzi_crds::classes());
        let call = call.input(lines.join("\n"));
        Ok(call.stdout()?.lines().map(str::to_owned).collect())
    }
}
