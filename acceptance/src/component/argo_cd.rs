//! Argo CD: its definitions, its health checks and its sync engine.
//!
//! Argo CD itself is a server, a repository server, a controller and Redis; its module's zip has
//! the definition of `Application` and the scripts that say when a custom resource is healthy. The
//! engine that its controller syncs with is a library; `acceptance/go/argo-cd-sync` runs it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::Value;

use super::kubectl::Kubectl;
use crate::cache::Cache;
use crate::error::{Error, Result};
use crate::go_module::{self, GoProgram};
use crate::process::{Call, Daemon};

/// The version of the engine is pinned in `acceptance/go/argo-cd-sync/go.mod`: that of Argo CD's.
const SYNC: GoProgram = GoProgram {
    module: "argo-cd-sync",
    name: "argo-cd-sync",
    package: "kafka-blueprint/acceptance/argo-cd-sync",
    variables: &[],
};

/// How long a sync may take.
const LIMIT: Duration = Duration::from_mins(4);

/// Returns where Argo CD's sources are; the version is pinned in `acceptance/go/argo-cd/go.mod`.
fn sources() -> Result<PathBuf> {
    go_module::sources("argo-cd", "github.com/argoproj/argo-cd/v3")
}

/// Returns the file with the definition of `Application`.
pub fn definition() -> Result<PathBuf> {
    Ok(sources()?.join("manifests/crds/application-crd.yaml"))
}

/// Returns whether Argo CD brings a script that judges the health of a custom kind.
pub fn judges_health_of(group: &str, kind: &str) -> Result<bool> {
    let script = sources()?
        .join("resource_customizations")
        .join(group)
        .join(kind)
        .join("health.lua");
    Ok(script.is_file())
}

/// A sync of manifests by Argo CD's engine.
#[derive(Debug)]
pub struct Sync {
    process: Daemon,
}

/// What the engine did with one object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Synced {
    /// The object, as `Kind name`.
    pub object: String,
    /// Its place in the order of the sync.
    pub order: u64,
    /// The phase: `Sync`, or that of a hook.
    pub phase: String,
    /// What came of it: `Synced`, `Pruned`, `PruneSkipped`, `SyncFailed`.
    pub status: String,
    /// How its operation ended: `Succeeded`, or another word where it did not.
    pub operation: String,
    /// What the engine says of it.
    pub message: String,
}

impl Sync {
    /// Starts the sync of a file, with the options that `docs/cd.md` gives the Application.
    pub fn start(
        cache: &Cache,
        kubectl: &Kubectl,
        manifests: &Path,
        namespace: &str,
        log: &Path,
    ) -> Result<Self> {
        let process = Call::new(SYNC.build(cache)?)
            .arg("-manifests")
            .arg(manifests)
            .arg("-health")
            .arg(sources()?.join("resource_customizations"))
            .args(["-namespace", namespace, "-prune"])
            .args(["-timeout", &format!("{}s", LIMIT.as_secs())])
            .env("KUBECONFIG", kubectl.kubeconfig())
            .start("argo-cd-sync", log)?;
        Ok(Self { process })
    }

    /// Returns whether the sync is over.
    pub fn is_over(&mut self) -> bool {
        self.process.ended()
    }

    /// Returns what was done with each object, in the order in which it was done.
    pub fn results(&self) -> Result<Vec<Synced>> {
        let log = self.process.log()?;
        let lines = log.lines().filter(|line| line.starts_with('{'));
        let mut results: Vec<_> = lines
            .map(|line| serde_json::from_str(line).map(|value| synced(&value)))
            .collect::<std::result::Result<_, _>>()
            .map_err(|error| Error::form("argo-cd-sync", error))?;
        if results.is_empty() {
            let last = log.lines().last().unwrap_or_default();
            return Err(Error::form(
                "argo-cd-sync",
                format!("it did nothing: {last}"),
            ));
        }
        results.sort_by_key(|result| result.order);
        Ok(results)
    }
}

fn synced(line: &Value) -> Synced {
    let text = |key: &str| line[key].as_str().unwrap_or_default().to_owned();
    Synced {
        object: format!("{} {}", text("kind"), text("name")),
        order: line["order"].as_u64().unwrap_or_default(),
        phase: text("phase"),
        status: text("status"),
        operation: text("hookPhase"),
        message: text("message"),
    }
}
