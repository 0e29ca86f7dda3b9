//! A repository as people keep it: the environments, and `out/` that is rendered from them.

use std::fs;
use std::path::{Path, PathBuf};

use crate::blueprint::{self, Blueprint};
use crate::error::{Error, Result};
use crate::layer;
use crate::release::Release;
use crate::rendered::Rendered;
use crate::sets::Setting;

/// A copy of the repository, to change and to render again.
#[derive(Clone, Debug)]
pub struct Repository {
    directory: PathBuf,
    blueprint: Blueprint,
}

impl Repository {
    /// Copies the environments into the empty `directory`; nothing is rendered yet.
    pub fn create(directory: PathBuf, environments: &Path, blueprint: &Blueprint) -> Result<Self> {
        let repository = Self {
            directory,
            blueprint: blueprint.clone(),
        };
        let copy = repository.environments();
        fs::create_dir(&copy).map_err(Error::file("create", &copy))?;
        blueprint::copy_environments(environments, &copy)?;
        Ok(repository)
    }

    /// Returns the directory that holds `environments` and `out`.
    #[must_use]
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// Returns the directory of the rendered output.
    #[must_use]
    pub fn out(&self) -> PathBuf {
        self.directory.join("out")
    }

    /// Sets values of an environment.
    pub fn set(&self, environment: &str, settings: &[Setting]) -> Result<()> {
        self.edit(environment, |text| {
            settings.iter().fold(text, |text, (path, value)| {
                layer::set(&text, &keys(path), value)
            })
        })
    }

    /// Takes away what an environment has at some paths.
    pub fn remove(&self, environment: &str, paths: &[&[&str]]) -> Result<()> {
        self.edit(environment, |text| {
            paths
                .iter()
                .fold(text, |text, path| layer::remove(&text, path))
        })
    }

    /// Makes an environment out of the text of another.
    pub fn copy(
        &self,
        environment: &str,
        name: &str,
        edit: impl FnOnce(&str) -> String,
    ) -> Result<()> {
        let file = |name: &str| self.environments().join(format!("{name}.yaml"));
        let source = file(environment);
        let text = fs::read_to_string(&source).map_err(Error::file("read", &source))?;
        let copy = file(name);
        fs::write(&copy, edit(&text)).map_err(Error::file("write", &copy))
    }

    /// Renders every environment.
    pub fn render_all(&self) -> Result<()> {
        self.blueprint.render(&self.environments(), &self.out())
    }

    /// Renders every environment and returns the set of one of them.
    pub fn render(&self, environment: &str, release: Release) -> Result<Rendered> {
        self.render_all()?;
        Ok(Rendered::new(&self.out(), environment, release))
    }

    /// Records a copy of the definitions in `directory` for the release of an environment.
    pub fn vendor(&self, environment: &str, directory: &Path) -> Result<()> {
        self.blueprint
            .vendor(&self.environments(), environment, directory)
    }

    fn environments(&self) -> PathBuf {
        self.directory.join("environments")
    }

    fn edit(&self, environment: &str, edit: impl FnOnce(String) -> String) -> Result<()> {
        let file = self.environments().join(format!("{environment}.yaml"));
        let text = fs::read_to_string(&file).map_err(Error::file("read", &file))?;
        fs::write(&file, edit(text)).map_err(Error::file("write", &file))
    }
}

fn keys(path: &[String]) -> Vec<&str> {
    path.iter().map(String::as_str).collect()
}
