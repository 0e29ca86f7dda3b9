//! What a render wants the output to hold, from everything that was read.

use std::path::Path;

use super::{CliError, deployments::Deployments, progress::Progress};
use crate::{
    emit::{
        directory::{RelativePath, Tree},
        output::{self, Definitions, Files, Rendered},
    },
    model::{Deployment, EnvironmentName},
    render::{self, Components},
    vendor,
};

/// Returns every file of the environments that were read, and of the base.
pub fn of(
    deployments: &Deployments,
    environments: &Path,
    progress: &Progress,
) -> Result<Tree, CliError> {
    let mut tree = Tree::default();
    progress.step("rendering base");
    // Without errors there is a base.
    let base: Components = deployments
        .base
        .as_ref()
        .map(render::render)
        .unwrap_or_default();
    add(&mut tree, output::base(&base))?;
    for (name, deployment) in &deployments.read {
        progress.step(format!("rendering {name}"));
        add(
            &mut tree,
            environment(&base, name, deployment, environments)?,
        )?;
    }
    Ok(tree)
}

fn environment(
    base: &Components,
    name: &EnvironmentName,
    deployment: &Deployment,
    environments: &Path,
) -> Result<Files, CliError> {
    let version = deployment.operator.version;
    let definitions = match vendor::load(environments, version)? {
        None => Definitions::Release(version),
        Some(vendored) => Definitions::Vendored {
            name: vendored.file_name,
            text: vendored.text,
        },
    };
    let rendered = Rendered {
        name,
        deployment,
        components: &render::render(deployment),
        definitions,
    };
    Ok(output::environment(base, &rendered))
}

fn add(tree: &mut Tree, files: Files) -> Result<(), CliError> {
    for (path, text) in files {
        let path = RelativePath::new(path).map_err(CliError::internal)?;
        tree.insert(path, text.into_bytes())
            .map_err(CliError::internal)?;
    }
    Ok(())
}
