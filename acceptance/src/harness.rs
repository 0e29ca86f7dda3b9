//! What a proof works with: the store, the scratch directory and the rendered sets.

use std::path::{Path, PathBuf};

use crate::cache::Cache;
use crate::error::Result;
use crate::release::{RELEASES, Release};
use crate::rendered::Rendered;
use crate::repository::Repository;
use crate::scratch::Scratch;
use crate::sets::{self, Sets, Setting};
use crate::verdict::Checks;

/// How many pods the load of [`load`] has.
pub const LOAD_PODS: u32 = 3;

/// Returns what gives a model a load of three pods, with so many records a second, that takes five
/// seconds for each of two ways of writing.
#[must_use]
pub fn load(rate: &str) -> Vec<Setting> {
    let of = |path: &[&str], value: &str| {
        let path: Vec<&str> = ["verification", "load"]
            .iter()
            .chain(path)
            .copied()
            .collect();
        sets::setting(&path, value)
    };
    vec![
        of(&["pods"], &LOAD_PODS.to_string()),
        of(&["rate"], rate),
        of(&["warmUp"], "1s"),
        of(&["duration"], "4s"),
        of(&["acks"], "[\"1\", all]"),
        of(&["thresholds", "p99"], "10s"),
    ]
}

/// The means of one run.
#[derive(Debug)]
pub struct Harness {
    cache: Cache,
    scratch: Scratch,
    sets: Sets,
}

impl Harness {
    /// Opens the store and the scratch directory under the workspace's `target/acceptance`.
    pub fn open(workspace: &Path, out: &Path) -> Result<Self> {
        let target = workspace.join("target/acceptance");
        Ok(Self {
            cache: Cache::open(&target.join("store"))?,
            scratch: Scratch::create(&target.join("run"))?,
            sets: Sets::find(workspace, out)?,
        })
    }

    /// Returns the store of what was built and downloaded.
    #[must_use]
    pub fn cache(&self) -> &Cache {
        &self.cache
    }

    /// Returns a new empty directory of this run.
    pub fn directory(&self, name: &str) -> Result<PathBuf> {
        self.scratch.directory(name)
    }

    /// Returns the rendered sets.
    #[must_use]
    pub fn sets(&self) -> &Sets {
        &self.sets
    }

    /// Returns the set of `environment` for `release`, if it can be had.
    pub fn set(&self, environment: &str, release: Release) -> Result<Option<Rendered>> {
        self.sets.get(&self.scratch, environment, release)
    }

    /// Returns the set of `environment` for `release` in which everything that the model has
    /// runs, by images of the tag `tag` that stand in for those of the applications, and which has
    /// a load that somebody starts.
    pub fn switched_on(
        &self,
        environment: &str,
        release: Release,
        tag: &str,
    ) -> Result<Option<Rendered>> {
        let mut settings = self.images(tag)?;
        settings.extend(load("300"));
        self.changed(environment, release, &settings)
    }

    /// Returns the set of `environment` for `release` with values of the model changed.
    pub fn changed(
        &self,
        environment: &str,
        release: Release,
        settings: &[Setting],
    ) -> Result<Option<Rendered>> {
        self.sets
            .changed(&self.scratch, environment, release, settings)
    }

    /// Returns what names an image of the tag `tag` for everything that waits for one.
    pub fn images(&self, tag: &str) -> Result<Vec<Setting>> {
        let image = |name: &str| format!("registry.invalid/{name}:{tag}");
        let mut settings = vec![sets::setting(
            &["verification", "image"],
            &image("kafka-verification"),
        )];
        for application in self.sets.applications()? {
            let path = ["applications", &application, "workload", "image"];
            settings.push(sets::setting(&path, &image(&application)));
        }
        Ok(settings)
    }

    /// Makes a copy of the repository, with its environments as they are and no output.
    pub fn repository(&self) -> Result<Repository> {
        self.sets.repository(&self.scratch)
    }

    /// Runs `prove` on every environment and release; what is not there is not proved.
    pub fn each_set(
        &self,
        checks: &mut Checks,
        claim: &str,
        mut prove: impl FnMut(&Rendered, &mut Checks) -> Result<()>,
    ) -> Result<()> {
        if self.sets.environments().is_empty() {
            checks.not_proved(claim, "no environment is rendered yet");
        }
        for release in RELEASES {
            self.each_environment(release, checks, claim, &mut prove)?;
        }
        Ok(())
    }

    /// Runs `prove` on every environment for one release.
    pub fn each_environment(
        &self,
        release: Release,
        checks: &mut Checks,
        claim: &str,
        mut prove: impl FnMut(&Rendered, &mut Checks) -> Result<()>,
    ) -> Result<()> {
        for environment in self.sets.environments() {
            match self.set(environment, release)? {
                Some(set) => prove(&set, checks)?,
                None => checks.not_proved(
                    format!("{environment} {release}: {claim}"),
                    "there is no model to render this release from",
                ),
            }
        }
        Ok(())
    }

    /// Keeps the run's directory and returns where it is.
    pub fn keep(&mut self) -> &Path {
        self.scratch.keep()
    }
}
