//! The Java on this machine.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Failure, Outcome};
use crate::process;

/// Where Debian keeps the Java installations.
const INSTALLATIONS: &str = "/usr/lib/jvm";

/// A Java development kit.
pub struct Jdk {
    home: PathBuf,
}

impl Jdk {
    /// Finds the newest installation that is at least `release`.
    pub fn at_least(release: u32) -> Outcome<Self> {
        let mut found: Vec<(u32, PathBuf)> = homes()?
            .into_iter()
            .filter_map(|home| Some((release_of(&home)?, home)))
            .filter(|(found, _)| *found >= release)
            .collect();
        found.sort();
        let newest = found.pop().map(|(_, home)| Self { home });
        newest.ok_or_else(|| {
            Failure::new(format!(
                "Java {release} or newer is needed, and there is none below {INSTALLATIONS}"
            ))
        })
    }

    /// Runs the main class of a class path with arguments and returns what it printed.
    pub fn run(&self, class_path: &str, arguments: &[String]) -> Outcome<String> {
        let mut command = Command::new(self.home.join("bin/java"));
        process::run(command.arg("-classpath").arg(class_path).args(arguments))
    }
}

fn homes() -> Outcome<Vec<PathBuf>> {
    let directory = Path::new(INSTALLATIONS);
    let entries = fs::read_dir(directory).map_err(|cause| Failure::with_file(directory, cause))?;
    Ok(entries.flatten().map(|entry| entry.path()).collect())
}

/// The release that the file `release` of an installation names, such as `JAVA_VERSION="25.0.1"`.
fn release_of(home: &Path) -> Option<u32> {
    let text = fs::read_to_string(home.join("release")).ok()?;
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix("JAVA_VERSION=\""))?;
    line.split(['.', '"', '+']).next()?.parse().ok()
}
