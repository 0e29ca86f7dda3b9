//! Every rendered set that the table is about: each environment for each operator release.
//!
//! The shipped output stands for the release it was rendered for; for the others the
//! generator renders a copy of the environments with the versions changed.

use std::cell::OnceCell;
use std::fs;
use std::path::{Path, PathBuf};

use crate::blueprint::{self, Blueprint};
use crate::error::{Error, Result};
use crate::layer;
use crate::release::Release;
use crate::rendered::{self, Rendered};
use crate::scratch::Scratch;

/// The rendered sets of one workspace.
#[derive(Debug)]
pub struct Sets {
    workspace: PathBuf,
    out: PathBuf,
    environments: Vec<String>,
    blueprint: OnceCell<Blueprint>,
}

impl Sets {
    /// Finds the sets under `out`, a directory of the workspace or of anyone's.
    pub fn find(workspace: &Path, out: &Path) -> Result<Self> {
        Ok(Self {
            workspace: workspace.to_owned(),
            out: out.to_owned(),
            environments: rendered::environments(out)?,
            blueprint: OnceCell::new(),
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
        let version = release.to_string();
        let values: [(&[&str], &str); 3] = [
            (&["operator", "version"], &version),
            (&["cluster", "version"], release.kafka()),
            (&["cluster", "metadataVersion"], release.metadata()),
        ];
        let out = self.render(scratch, environment, &values)?;
        Ok(out.map(|out| Rendered::new(&out, environment, release)))
    }

    /// Renders a copy of the environments in which `environment` has other values.
    fn render(
        &self,
        scratch: &Scratch,
        environment: &str,
        values: &[(&[&str], &str)],
    ) -> Result<Option<PathBuf>> {
        // The environments belong to the output they stand beside.
        let environments = self.out.with_file_name("environments");
        let name = format!("{environment}.yaml");
        if !environments.join(&name).exists() {
            return Ok(None);
        }
        let copy = scratch.directory("environments")?;
        blueprint::copy_environments(&environments, &copy)?;
        set_values(&copy.join(name), values)?;
        let out = scratch.directory("out")?;
        self.blueprint()?.render(&copy, &out)?;
        if !out.join(environment).exists() {
            return Err(Error::form(
                "the render",
                format!("it has no {environment}"),
            ));
        }
        Ok(Some(out))
    }

    fn blueprint(&self) -> Result<&Blueprint> {
        if let Some(blueprint) = self.blueprint.get() {
            return Ok(blueprint);
        }
        let built = Blueprint::build(&self.workspace)?;
        Ok(self.blueprint.get_or_init(|| built))
    }
}

/// Sets values in a file of the model.
fn set_values(file: &Path, values: &[(&[&str], &str)]) -> Result<()> {
    let mut text = fs::read_to_string(file).map_err(Error::file("read", file))?;
    for (path, value) in values {
        text = layer::set(&text, path, value);
    }
    fs::write(file, text).map_err(Error::file("write", file))
}
