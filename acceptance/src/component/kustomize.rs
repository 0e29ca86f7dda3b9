//! Kustomize: kubectl's own, which people have, and the newest release.

use std::path::Path;

use crate::cache::Cache;
use crate::error::{Error, Result};
use crate::go_module::GoProgram;
use crate::manifest::{self, Object};
use crate::process::Call;

/// The version is pinned in `acceptance/go/kustomize/go.mod`.
const KUSTOMIZE: GoProgram = GoProgram {
    module: "kustomize",
    name: "kustomize",
    package: "sigs.k8s.io/kustomize/kustomize/v5",
    variables: &[],
};

/// A program that builds kustomizations.
#[derive(Clone, Debug)]
pub struct Kustomize {
    name: &'static str,
    call: Call,
}

impl Kustomize {
    /// Describes the one inside the kubectl of this machine.
    #[must_use]
    pub fn of_kubectl() -> Self {
        Self {
            name: "kubectl kustomize",
            call: Call::new("kubectl").arg("kustomize"),
        }
    }

    /// Builds the program itself.
    pub fn standalone(cache: &Cache) -> Result<Self> {
        let call = Call::new(KUSTOMIZE.build(cache)?).arg("build");
        Ok(Self {
            name: "kustomize build",
            call,
        })
    }

    /// Returns how the program is called.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Builds the kustomization in `directory`.
    pub fn build(&self, directory: &Path) -> Result<Vec<Object>> {
        let call = self.call.clone().arg(directory);
        let text = call.stdout()?;
        manifest::parse(&text).map_err(|error| Error::form(call.to_string(), error))
    }
}
