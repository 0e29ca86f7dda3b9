//! What the machine must have before anything is downloaded.
//!
//! Each missing prerequisite is one line with the Debian package that brings it.

use std::env;
use std::fmt;

use crate::jdk::Jdk;

/// A program or installation that the harness does not get by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Prerequisite {
    /// `buildah`, which builds images from a Containerfile.
    Buildah,
    /// A compiler of C, which builds what stands between a broker and its disk.
    C,
    /// Rust's `cargo`, which builds the program of the image.
    Cargo,
    /// `curl`, with which the schemas are registered.
    Curl,
    /// The registry of the distribution project.
    DockerRegistry,
    /// The Go toolchain, which builds the Kubernetes components.
    Go,
    /// A JDK new enough for Apache Kafka 4.
    Java17,
    /// A JDK new enough for Strimzi 1.x and the schema registry.
    Java21,
    /// Maven, which gets the Java libraries.
    Maven,
    /// The Kubernetes command line.
    Kubectl,
    /// OpenSSL's command line, which makes the certificates.
    OpenSsl,
    /// Prometheus and its `promtool`.
    Prometheus,
    /// `skopeo`, which copies images from form to form.
    Skopeo,
    /// `setpriv`, which ties the life of a process to that of the harness.
    Setpriv,
    /// `tar`, which unpacks what comes as an archive.
    Tar,
    /// `umoci`, which unpacks images.
    Umoci,
}

impl Prerequisite {
    /// Returns what to say when this is missing, or nothing when it is there.
    #[must_use]
    pub fn missing(self) -> Option<Missing> {
        if self.is_there() {
            None
        } else {
            Some(Missing(self))
        }
    }

    fn is_there(self) -> bool {
        match self {
            Self::Java17 => Jdk::at_least(17).is_some(),
            Self::Java21 => Jdk::at_least(21).is_some(),
            Self::Prometheus => on_search_path("prometheus") && on_search_path("promtool"),
            _ => on_search_path(self.name()),
        }
    }

    /// Returns the program's name as it is called, or as people say it.
    fn name(self) -> &'static str {
        match self {
            Self::Buildah => "buildah",
            Self::C => "cc",
            Self::Cargo => "cargo",
            Self::Curl => "curl",
            Self::DockerRegistry => "docker-registry",
            Self::Go => "go",
            Self::Java17 => "a JDK of release 17 or newer",
            Self::Java21 => "a JDK of release 21 or newer",
            Self::Maven => "mvn",
            Self::Kubectl => "kubectl",
            Self::OpenSsl => "openssl",
            Self::Prometheus => "prometheus with promtool",
            Self::Setpriv => "setpriv",
            Self::Skopeo => "skopeo",
            Self::Tar => "tar",
            Self::Umoci => "umoci",
        }
    }

    fn package(self) -> &'static str {
        match self {
            Self::Buildah => "buildah",
            Self::C => "gcc",
            Self::Cargo => "rustup",
            Self::Curl => "curl",
            Self::DockerRegistry => "docker-registry",
            Self::Go => "golang-go (1.26 or newer)",
            Self::Java17 => "openjdk-17-jdk-headless",
            Self::Java21 => "openjdk-21-jdk-headless or temurin-25-jdk",
            Self::Maven => "maven",
            Self::Kubectl => "kubernetes-client (1.32 or newer)",
            Self::OpenSsl => "openssl",
            Self::Prometheus => "prometheus",
            Self::Setpriv => "util-linux",
            Self::Skopeo => "skopeo",
            Self::Tar => "tar",
            Self::Umoci => "umoci",
        }
    }
}

/// A prerequisite that this machine lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Missing(Prerequisite);

impl fmt::Display for Missing {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(prerequisite) = self;
        let (name, package) = (prerequisite.name(), prerequisite.package());
        write!(
            out,
            "{name} is not installed; Debian has it in the package {package}"
        )
    }
}

fn on_search_path(program: &str) -> bool {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path).any(|directory| directory.join(program).is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_prerequisite_is_one_line_with_its_package() {
        insta::assert_snapshot!(
            Missing(Prerequisite::Prometheus),
            @"prometheus with promtool is not installed; Debian has it in the package prometheus"
        );
    }

    #[test]
    fn programs_are_looked_for_on_the_search_path() {
        assert!(on_search_path("sh"));
        assert!(!on_search_path("no-such-program-as-this"));
    }
}
