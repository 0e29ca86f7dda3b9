//! The version of a Kubernetes cluster, as far as the catalogue needs it: major and minor.

use std::fmt;
use std::str::FromStr;

use serde::Deserialize;

use super::version::part;

/// A minor version of Kubernetes, such as `1.33`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub struct KubernetesVersion {
    /// The first part.
    pub major: u16,
    /// The second part.
    pub minor: u16,
}

/// A text that is no version of Kubernetes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidKubernetesVersion {
    /// The text as it was given.
    pub text: String,
}

impl fmt::Display for InvalidKubernetesVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is not a version of Kubernetes: its major and minor number are expected, such \
             as `1.33`",
            self.text
        )
    }
}

impl std::error::Error for InvalidKubernetesVersion {}

impl FromStr for KubernetesVersion {
    type Err = InvalidKubernetesVersion;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts: Option<Vec<u16>> = text.split('.').map(part).collect();
        match parts.as_deref() {
            Some(&[major, minor]) => Ok(Self { major, minor }),
            _ => Err(InvalidKubernetesVersion {
                text: text.to_owned(),
            }),
        }
    }
}

impl TryFrom<String> for KubernetesVersion {
    type Error = InvalidKubernetesVersion;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl fmt::Display for KubernetesVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}

impl fmt::Debug for KubernetesVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minors_are_ordered_by_number() {
        let nine: KubernetesVersion = "1.9".parse().unwrap();
        assert!(nine < "1.33".parse().unwrap());
    }

    #[test]
    fn a_patch_or_a_prefix_is_refused() {
        for text in ["v1.33", "1.33.1", "1", "1.33+"] {
            assert!(text.parse::<KubernetesVersion>().is_err(), "{text}");
        }
    }
}
