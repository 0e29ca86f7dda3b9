//! Java archives from Maven Central, through its ordinary client.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Failure, Outcome};
use crate::process;

/// The coordinates of an archive.
#[derive(Clone)]
pub struct Artifact {
    group: &'static str,
    name: &'static str,
    version: String,
    with_dependencies: bool,
}

impl Artifact {
    /// Names an archive together with what it depends on.
    pub fn new(group: &'static str, name: &'static str, version: &str) -> Self {
        Self {
            group,
            name,
            version: version.to_owned(),
            with_dependencies: true,
        }
    }

    /// Names an archive by itself.
    pub fn alone(group: &'static str, name: &'static str, version: &str) -> Self {
        Self {
            with_dependencies: false,
            ..Self::new(group, name, version)
        }
    }

    fn dependency(&self) -> String {
        let exclusions = if self.with_dependencies {
            ""
        } else {
            "<exclusions><exclusion><groupId>*</groupId><artifactId>*</artifactId></exclusion>\
             </exclusions>"
        };
        format!(
            "<dependency><groupId>{}</groupId><artifactId>{}</artifactId><version>{}</version>\
             {exclusions}</dependency>",
            self.group, self.name, self.version
        )
    }

    /// Returns the path of the archive on a class path.
    pub fn on(&self, class_path: &str) -> Option<PathBuf> {
        class_path
            .split(':')
            .map(PathBuf::from)
            .find(|path| self.is(path))
    }

    /// Returns whether `path` is the archive itself.
    fn is(&self, path: &Path) -> bool {
        let file = format!("{}-{}.jar", self.name, self.version);
        path.file_name()
            .is_some_and(|name| name.to_string_lossy() == file)
    }
}

impl fmt::Display for Artifact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.group, self.name, self.version)
    }
}

/// Downloads what is missing and returns the class path: dependencies before the `last` archive.
///
/// An archive that carries copies of other archives has to come last, or its copies win over the
/// versions that were asked for.
pub fn class_path(artifacts: &[Artifact], last: &Artifact, scratch: &Path) -> Outcome<String> {
    let listing = scratch.join("class-path.txt");
    let project = scratch.join("pom.xml");
    let all: Vec<String> = artifacts
        .iter()
        .chain([last])
        .map(Artifact::dependency)
        .collect();
    fs::write(&project, pom(&all)).map_err(|cause| Failure::with_file(&project, cause))?;
    let mut command = Command::new("mvn");
    command.args(["-q", "-B", "dependency:build-classpath"]);
    command.arg("-f").arg(&project);
    command.arg(format!("-Dmdep.outputFile={}", listing.display()));
    process::run(&mut command)?;
    let text = fs::read_to_string(&listing).map_err(|cause| Failure::with_file(&listing, cause))?;
    Ok(ordered(&text, last))
}

fn ordered(class_path: &str, last: &Artifact) -> String {
    let paths = class_path.trim().split(':').map(PathBuf::from);
    let (end, mut start): (Vec<PathBuf>, Vec<PathBuf>) = paths.partition(|path| last.is(path));
    start.extend(end);
    let texts: Vec<String> = start
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    texts.join(":")
}

fn pom(dependencies: &[String]) -> String {
    format!(
        "<project xmlns=\"http://maven.apache.org/POM/4.0.0\"><modelVersion>4.0.0</modelVersion>\
         <groupId>blueprint</groupId><artifactId>xtask</artifactId><version>0</version>\
         <dependencies>{}</dependencies></project>\n",
        dependencies.concat()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_archive_comes_last() {
        let last = Artifact::new("io.strimzi", "crd-generator", "1.2.0");
        let path = "/m2/crd-generator-1.2.0.jar:/m2/api-1.2.0.jar\n";
        assert_eq!(
            ordered(path, &last),
            "/m2/api-1.2.0.jar:/m2/crd-generator-1.2.0.jar"
        );
    }
}
