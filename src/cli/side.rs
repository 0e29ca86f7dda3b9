//! One side of a comparison as people name it: an environment, a directory or a revision.

use std::{fs, io, path::Path, str::FromStr};

use super::{CliError, git};
use crate::{
    change::{Objects, side::is_manifest},
    environment::directory::MAXIMUM_FILE_SIZE,
    manifests::source,
    model::EnvironmentName,
};

/// What to compare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Side {
    /// What a model says: its name.
    Model(EnvironmentName),
    /// What lies in a directory.
    Directory(String),
    /// What was committed: the environment and the revision.
    Revision(EnvironmentName, String),
}

impl FromStr for Side {
    type Err = String;

    /// Reads a side: with a `/` it is a directory, with an `@` a revision, else an environment.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let name =
            |text: &str| EnvironmentName::new(text.to_owned()).map_err(|invalid| invalid.why);
        if let Some((environment, revision)) = text.split_once('@')
            && !environment.contains('/')
        {
            if revision.is_empty() {
                return Err("a revision stands behind the `@`, such as `prod@main`".to_owned());
            }
            return Ok(Self::Revision(name(environment)?, revision.to_owned()));
        }
        if text.contains('/') || matches!(text, "." | "..") {
            return Ok(Self::Directory(text.to_owned()));
        }
        Ok(Self::Model(name(text)?))
    }
}

/// Reads every object of a directory.
pub fn directory(path: &Path) -> Result<Objects, CliError> {
    let mut objects = Objects::default();
    for file in source::paths(path)? {
        let name = file.display().to_string();
        let unreadable = |error: io::Error| CliError::file("read", &file, &error);
        let size = fs::metadata(&file).map_err(unreadable)?.len();
        if size > MAXIMUM_FILE_SIZE {
            return Err(too_large(&name));
        }
        let bytes = fs::read(&file).map_err(unreadable)?;
        objects.read(&name, &bytes).map_err(CliError::system)?;
    }
    Ok(objects)
}

fn too_large(name: &str) -> CliError {
    CliError::system(format!("`{name}` has more than {MAXIMUM_FILE_SIZE} bytes"))
}

/// Reads every object below a directory as it was in a revision.
pub fn revision(revision: &str, directory: &Path) -> Result<Objects, CliError> {
    if !git::is_relative(directory) {
        let directory = directory.display();
        let error =
            format!("`{directory}` is not below the current directory, so git can't be asked");
        return Err(CliError::request(error).hint("Go to the repository first."));
    }
    let mut objects = Objects::default();
    for file in git::files(revision, directory, is_manifest)? {
        let name = format!("{revision}:{}/{}", directory.display(), file.path);
        if file.bytes.len() as u64 > MAXIMUM_FILE_SIZE {
            return Err(too_large(&name));
        }
        objects.read(&name, &file.bytes).map_err(CliError::system)?;
    }
    Ok(objects)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_side_is_told_by_its_form() {
        let name = |text: &str| EnvironmentName::new(text.to_owned()).unwrap();
        assert_eq!("prod".parse(), Ok(Side::Model(name("prod"))));
        assert_eq!("out/prod".parse(), Ok(Side::Directory("out/prod".into())));
        assert_eq!("./prod".parse(), Ok(Side::Directory("./prod".into())));
        assert_eq!("./a@b".parse(), Ok(Side::Directory("./a@b".into())));
        let revision = Side::Revision(name("prod"), "origin/main".into());
        assert_eq!("prod@origin/main".parse(), Ok(revision));
        assert!("prod@".parse::<Side>().is_err());
        assert!("Prod!".parse::<Side>().is_err());
    }
}
