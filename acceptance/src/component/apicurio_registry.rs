//! Apicurio Registry: the real program, started as the rendered Deployment says.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::cache::{Cache, Recipe};
use crate::container::Container;
use crate::error::{Error, Result};
use crate::http;
use crate::process::{Call, Daemon};

/// The Maven plugin that copies one artifact, with its version.
const COPY: &str = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy";

/// The Java release that the registry 3.x is built for.
const JAVA: u32 = 21;

/// How long 160 MB may take.
const DOWNLOAD: Duration = Duration::from_mins(15);

/// The registry of one version.
#[derive(Clone, Debug)]
pub struct ApicurioRegistry {
    directory: PathBuf,
}

/// A running registry; it stops when it is dropped.
#[derive(Debug)]
pub struct Running {
    process: Daemon,
    ready: String,
    metrics: String,
}

impl ApicurioRegistry {
    /// Gets the registry of the version `version`.
    pub fn get(cache: &Cache, version: &str) -> Result<Self> {
        let artifact = format!("io.apicurio:apicurio-registry-app:{version}:tar.gz:all");
        let recipe = Recipe::new(format!("apicurio-registry-{version}"))
            .with(COPY)
            .with(&artifact);
        let directory = cache.get(&recipe, |staging| unpack(&artifact, staging))?;
        Ok(Self { directory })
    }

    /// Starts the registry as `container`, whose places are on the loopback address `address`;
    /// it writes its log to `log`.
    pub fn start(&self, container: &Container, address: &str, log: &Path) -> Result<Running> {
        let mut call = super::jdk(JAVA)?.java();
        for (name, value) in container.environment() {
            call = call.env(name, value);
        }
        let process = call
            .arg(format!(
                "-Djava.io.tmpdir={}",
                container.path("/tmp").display()
            ))
            .arg(format!("-XX:MaxRAM={}", memory(container)?))
            .arg("-jar")
            .arg(self.directory.join("quarkus-run.jar"))
            .start("apicurio-registry", log)?;
        let management = format!("http://{address}:{}", container.port("management")?);
        let path = container.field("readinessProbe")["httpGet"]["path"].clone();
        Ok(Running {
            process,
            ready: format!("{management}{}", path.as_str().unwrap_or_default()),
            metrics: format!("{management}/metrics"),
        })
    }
}

impl Running {
    /// Waits until the rendered readiness probe is answered, at most `limit`.
    pub fn wait_until_ready(&mut self, limit: Duration) -> Result<()> {
        self.process
            .wait_until(limit, || Ok(http::answers(&self.ready)))
    }

    /// Stops the registry where it is, so that it answers nobody, or lets it go on.
    pub fn pause(&self, paused: bool) {
        self.process.pause(paused);
    }

    /// Returns the metrics as they are scraped by default.
    pub fn metrics(&self) -> Result<String> {
        http::get(&self.metrics)
    }

    /// Returns the log as it stands.
    pub fn log(&self) -> Result<String> {
        self.process.log()
    }
}

/// Returns the memory limit of a container as Java reads it: it has no cgroup here.
fn memory(container: &Container) -> Result<String> {
    let limit = &container.field("resources")["limits"]["memory"];
    let mebibytes = limit.as_str().and_then(|limit| limit.strip_suffix("Mi"));
    let missing = || Error::form("the container", format!("its memory limit is {limit}"));
    mebibytes.map(|size| format!("{size}m")).ok_or_else(missing)
}

fn unpack(artifact: &str, directory: &Path) -> Result<()> {
    Call::new("mvn")
        .args(["--quiet", "--batch-mode", "--no-transfer-progress", COPY])
        .arg(format!("-Dartifact={artifact}"))
        .arg(format!("-DoutputDirectory={}", directory.display()))
        .arg("-Dmdep.stripVersion=true")
        .timeout(DOWNLOAD)
        .stdout()?;
    let archive = directory.join("apicurio-registry-app-all.tar.gz");
    Call::new("tar")
        .arg("-xzf")
        .arg(&archive)
        .arg("-C")
        .arg(directory)
        .stdout()?;
    fs::remove_file(&archive).map_err(Error::file("remove", &archive))
}
