//! The Java installations of this machine.
//!
//! Kafka, the registry and Strimzi's programs ask for different Java versions, so each is run
//! by the oldest installed JDK that is new enough for it.

use std::fs;
use std::path::{Path, PathBuf};

use crate::process::Call;

/// Where Debian and the JDK vendors' Debian packages install.
const INSTALLED: &str = "/usr/lib/jvm";

/// One installed JDK.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Jdk {
    /// The feature release: 17, 21.
    release: u32,
    home: PathBuf,
}

impl Jdk {
    /// Finds the oldest installed JDK of at least `release`.
    #[must_use]
    pub fn at_least(release: u32) -> Option<Self> {
        let found = installed(Path::new(INSTALLED));
        found.into_iter().filter(|jdk| jdk.release >= release).min()
    }

    /// Returns a call of `program` of this JDK: `java`, `javac`.
    #[must_use]
    pub fn call(&self, program: &str) -> Call {
        Call::new(self.home.join("bin").join(program))
    }

    /// Returns a call of Java for a program that lives for a minute or two.
    ///
    /// Compiling every method to the utmost would cost it more than it gains.
    #[must_use]
    pub fn java(&self) -> Call {
        self.call("java").arg("-XX:TieredStopAtLevel=1")
    }

    /// Returns the home directory, as `JAVA_HOME` means it.
    #[must_use]
    pub fn home(&self) -> &Path {
        &self.home
    }

    /// Returns the feature release.
    #[must_use]
    pub fn release(&self) -> u32 {
        self.release
    }
}

fn installed(root: &Path) -> Vec<Jdk> {
    let entries = fs::read_dir(root).into_iter().flatten().flatten();
    let homes = entries.filter_map(|entry| fs::canonicalize(entry.path()).ok());
    let compilers = homes.filter(|home| home.join("bin/javac").exists());
    compilers
        .filter_map(|home| {
            Some(Jdk {
                release: release(&home)?,
                home,
            })
        })
        .collect()
}

/// Reads the feature release from the `release` file that every JDK carries.
fn release(home: &Path) -> Option<u32> {
    let text = fs::read_to_string(home.join("release")).ok()?;
    let version = text
        .lines()
        .find_map(|line| line.strip_prefix("JAVA_VERSION=\""))?;
    version.split(['.', '"']).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_directories_with_a_compiler_and_a_release_count() {
        let root = tempfile::tempdir().unwrap();
        for (name, release, compiler) in [
            (
                "jdk-17",
                "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"17.0.15\"\n",
                true,
            ),
            ("jdk-25", "JAVA_VERSION=\"25\"\n", true),
            ("jre-21", "JAVA_VERSION=\"21.0.1\"\n", false),
        ] {
            let home = root.path().join(name);
            fs::create_dir_all(home.join("bin")).unwrap();
            fs::write(home.join("release"), release).unwrap();
            if compiler {
                fs::write(home.join("bin/javac"), "").unwrap();
            }
        }
        let mut releases: Vec<_> = installed(root.path()).iter().map(Jdk::release).collect();
        releases.sort_unstable();
        assert_eq!(releases, [17, 25]);
    }
}
