//! Two rendered trees for `blueprint diff`: one percent of the topics differs between them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::{environments, render};
use crate::failure::{Failure, Outcome};
use crate::{process, workspace};

/// Which files of the trees are compared.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The topics alone.
    Topics,
    /// Everything that is rendered.
    Whole,
}

/// Renders both trees and returns the directory that holds them as `before` and `after`.
pub fn trees(program: &Path, scratch: &Path, topics: usize, part: Part) -> Outcome<PathBuf> {
    let trees = scratch.join("trees");
    workspace::remove(&trees)?;
    let unchanged = "description: As the base\n".to_owned();
    for (name, layer) in [("before", unchanged), ("after", environments::prod(topics))] {
        let directory = scratch.join(format!("environments-{name}"));
        fs::create_dir_all(&directory).map_err(|cause| Failure::with_file(&directory, cause))?;
        for (file, text) in [
            ("base.yaml", environments::base(topics)),
            ("prod.yaml", layer),
        ] {
            let path = directory.join(file);
            fs::write(&path, text).map_err(|cause| Failure::with_file(&path, cause))?;
        }
        let out = scratch.join(format!("out-{name}"));
        workspace::remove(&out)?;
        process::run(&mut render(program, &directory, &out)?)?;
        keep(&out.join("prod"), &trees.join(name), part)?;
    }
    Ok(trees)
}

/// Copies the manifests of one environment; the other files are no part of a comparison.
fn keep(from: &Path, to: &Path, part: Part) -> Outcome<()> {
    fs::create_dir_all(to).map_err(|cause| Failure::with_file(to, cause))?;
    let entries = fs::read_dir(from).map_err(|cause| Failure::with_file(from, cause))?;
    for entry in entries {
        let path = entry
            .map_err(|cause| Failure::with_file(from, cause))?
            .path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            continue;
        };
        let manifest = path.extension().is_some_and(|end| end == "yaml");
        let wanted = manifest && (part == Part::Whole || name == "topics.yaml");
        if wanted {
            fs::copy(&path, to.join(name)).map_err(|cause| Failure::with_file(&path, cause))?;
        }
    }
    Ok(())
}

/// Returns the command that compares the trees.
pub fn command(program: &Path, trees: &Path) -> Command {
    let mut command = Command::new(program);
    command
        .arg("diff")
        .args([trees.join("before"), trees.join("after")]);
    command
}

/// Writes what the comparison prints into a directory of its own, and returns that.
pub fn printed(program: &Path, trees: &Path, scratch: &Path) -> Outcome<PathBuf> {
    let directory = scratch.join("printed");
    fs::create_dir_all(&directory).map_err(|cause| Failure::with_file(&directory, cause))?;
    let path = directory.join("change.txt");
    let file = fs::File::create(&path).map_err(|cause| Failure::with_file(&path, cause))?;
    let ended = command(program, trees).stdout(Stdio::from(file)).status();
    match ended {
        Ok(status) if status.success() => Ok(directory),
        Ok(status) => Err(Failure::new(format!("the comparison ended with {status}"))),
        Err(cause) => Err(Failure::new(format!(
            "the comparison could not be run: {cause}"
        ))),
    }
}
