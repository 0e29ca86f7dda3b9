//! Every rendered set that the table is about: each environment for each operator release.
//!
//! The shipped output stands for the release it was rendered for; for the others the
//! generator renders a copy of the environments with the versions changed.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::blueprint::Blueprint;
use crate::error::Result;
use crate::manifest;
use crate::release::Release;
use crate::rendered::{self, Rendered};
use crate::repository::Repository;
use crate::scratch::Scratch;

/// The rendered sets of one workspace.
#[derive(Debug)]
pub struct Sets {
    workspace: PathBuf,
    out: PathBuf,
    environments: Vec<String>,
    /// Held while the generator is built, and `of_release` while a set is rendered: of two lanes
    /// that want the same, one makes it.
    blueprint: Mutex<Option<Blueprint>>,
    of_release: Mutex<BTreeMap<Release, PathBuf>>,
}

/// A value of the model: the path of its keys, and the value itself.
pub type Setting = (Vec<String>, String);

impl Sets {
    /// Finds the sets under `out`, a directory of the workspace or of anyone's.
    pub fn find(workspace: &Path, out: &Path) -> Result<Self> {
        Ok(Self {
            workspace: workspace.to_owned(),
            out: out.to_owned(),
            environments: rendered::environments(out)?,
            blueprint: Mutex::default(),
            of_release: Mutex::default(),
        })
    }

    /// Returns the names of the environments.
    #[must_use]
    pub fn environments(&self) -> &[String] {
        &self.environments
    }

    /// Returns the set of `environment` for `release`, rendering it if it is not the shipped
    /// one; nothing where there are no environments to render from.
    pub fn get(
        &self,
        scratch: &Scratch,
        environment: &str,
        release: Release,
    ) -> Result<Option<Rendered>> {
        if rendered::shipped_release(&self.out, environment)? == Some(release) {
            return Ok(Some(Rendered::new(&self.out, environment, release)));
        }
        if !self.is_rendered_from(environment) {
            return Ok(None);
        }
        let known = &mut *self
            .of_release
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let out = match known.entry(release) {
            Entry::Occupied(out) => out.into_mut(),
            Entry::Vacant(place) => place.insert(self.render(scratch, &of_release(release))?),
        };
        Ok(Some(Rendered::new(out, environment, release)))
    }

    /// Renders `environment` for `release` with further values of the model changed; nothing
    /// where there are no environments to render from.
    pub fn changed(
        &self,
        scratch: &Scratch,
        environment: &str,
        release: Release,
        values: &[Setting],
    ) -> Result<Option<Rendered>> {
        if !self.is_rendered_from(environment) {
            return Ok(None);
        }
        let mut settings = of_release(release);
        settings.extend_from_slice(values);
        let out = self.render(scratch, &settings)?;
        Ok(Some(Rendered::new(&out, environment, release)))
    }

    /// Returns the names of the applications that the base of the model has.
    pub fn applications(&self) -> Result<Vec<String>> {
        let base = self.model().join("base.yaml");
        let layers = manifest::read(&base)?;
        let names = layers
            .iter()
            .filter_map(|layer| layer.value()["applications"].as_object())
            .flat_map(|applications| applications.keys().cloned());
        Ok(names.collect())
    }

    /// Returns whether there is a model that an environment is rendered from.
    #[must_use]
    pub fn is_rendered_from(&self, environment: &str) -> bool {
        let name = format!("{environment}.yaml");
        self.model().join(name).exists()
    }

    /// Returns the environments that belong to the output: they stand beside it.
    #[must_use]
    pub fn model(&self) -> PathBuf {
        self.out.with_file_name("environments")
    }

    /// Renders a copy of the model in which every environment has other values.
    fn render(&self, scratch: &Scratch, settings: &[Setting]) -> Result<PathBuf> {
        let repository = self.repository(scratch)?;
        for environment in &self.environments {
            repository.set(environment, settings)?;
        }
        repository.render_all()?;
        Ok(repository.out())
    }

    /// Makes a copy of the repository, with its environments as they are and no output.
    pub fn repository(&self, scratch: &Scratch) -> Result<Repository> {
        let directory = scratch.directory("repository")?;
        Repository::create(directory, &self.model(), &self.blueprint()?)
    }

    /// Returns the generator, built when it is first asked for.
    pub fn blueprint(&self) -> Result<Blueprint> {
        let built = &mut *self
            .blueprint
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        match built {
            Some(blueprint) => Ok(blueprint.clone()),
            None => Ok(built.insert(Blueprint::build(&self.workspace)?).clone()),
        }
    }
}

/// Returns what a model says for another release.
#[must_use]
pub fn of_release(release: Release) -> Vec<Setting> {
    vec![
        setting(&["operator", "version"], &release.to_string()),
        setting(&["cluster", "version"], release.kafka()),
        setting(&["cluster", "metadataVersion"], release.metadata()),
    ]
}

/// Returns a value of the model at a path of keys.
#[must_use]
pub fn setting(path: &[&str], value: &str) -> Setting {
    let path = path.iter().map(|key| (*key).to_owned()).collect();
    (path, value.to_owned())
}
