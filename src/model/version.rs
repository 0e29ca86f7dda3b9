//! Versions of Kubernetes.

use crate::environment::read::{Invalid, Scalar};

/// A minor version of Kubernetes, such as `1.30`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct KubernetesVersion {
    /// The first number.
    pub major: u16,
    /// The second number.
    pub minor: u16,
}

impl std::fmt::Display for KubernetesVersion {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}

impl Scalar for KubernetesVersion {
    const WHAT: &'static str = "a Kubernetes version";

    fn parse(text: &str) -> Result<Self, Invalid> {
        let mut numbers = text.split('.').map(str::parse::<u16>);
        match (numbers.next(), numbers.next(), numbers.next()) {
            (Some(Ok(major)), Some(Ok(minor)), None) => Ok(Self { major, minor }),
            _ => Err(Invalid::because("it has two numbers, such as `1.30`")),
        }
    }
}

impl schemars::JsonSchema for KubernetesVersion {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "KubernetesVersion".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        crate::environment::read::schema::text("A minor version of Kubernetes, such as `1.30`.")
    }
}
