//! The releases of the Strimzi operators, 0.40.0 to 1.2.0, and what each of them knows.
//!
//! An [`OperatorVersion`] can only be a release of the catalogue, so every question about it has an
//! answer: [`Release`] for what it accepts, [`Installation`] for what installs it.

mod api;
mod data;
mod feature_gate;
mod field;
mod image;
mod installation;
mod kraft;
mod release;
mod upgrade;

use std::fmt;
use std::str::FromStr;

pub use api::ApiVersion;
pub use feature_gate::{FeatureGate, Stage};
pub use field::{FieldHistory, field_history};
pub use image::Image;
pub use installation::{Binding, BindingKind, EnvValue, EnvVariable, Installation};
pub use kraft::{JbodLimit, KraftAnnotations};
pub use release::{KubernetesRefusal, Release, SupportedKafka};
pub use upgrade::{Span, UpgradeRule, upgrade_rules};

use super::nearest::nearest;

/// A release of the Strimzi operators that the catalogue knows, ordered by number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct OperatorVersion(&'static Release);

impl OperatorVersion {
    /// Returns every known release, the oldest number first.
    pub fn all() -> impl DoubleEndedIterator<Item = Self> {
        release::all().iter().map(Self)
    }
}

/// A text that names no release of the catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownOperator {
    /// The text as it was given.
    pub text: String,
    /// The known release that it resembles most.
    pub nearest: Option<OperatorVersion>,
}

impl fmt::Display for UnknownOperator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = &self.text;
        write!(
            f,
            "`{text}` is not a release of the Strimzi operators that can be checked"
        )?;
        let mut all = OperatorVersion::all();
        if let (Some(first), Some(last)) = (all.next(), all.next_back()) {
            write!(f, ": the known ones go from {first} to {last}")?;
        }
        match self.nearest {
            Some(nearest) => write!(f, ", and the nearest to it is {nearest}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for UnknownOperator {}

impl FromStr for OperatorVersion {
    type Err = UnknownOperator;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let release = |name: &str| Self::all().find(|version| version.to_string() == name);
        release(text).ok_or_else(|| UnknownOperator {
            text: text.to_owned(),
            nearest: below(text).or_else(|| {
                let names: Vec<String> = Self::all().map(|it| it.to_string()).collect();
                nearest(text, names.iter().map(String::as_str)).and_then(release)
            }),
        })
    }
}

/// Returns the newest known release that is not newer than a number, or else the oldest; a text
/// that is no number has none.
fn below(text: &str) -> Option<OperatorVersion> {
    let number: crate::catalog::Version = text.parse().ok()?;
    let older = OperatorVersion::all().rfind(|known| known.0.number() <= number);
    older.or_else(|| OperatorVersion::all().next())
}

impl fmt::Display for OperatorVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0.number(), f)
    }
}

impl fmt::Debug for OperatorVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_release_parses() {
        let version: OperatorVersion = "0.40.0".parse().unwrap();
        assert_eq!(version.to_string(), "0.40.0");
        assert!(version < "0.45.2".parse().unwrap());
    }

    #[test]
    fn the_nearest_release_is_told_by_its_number() {
        let nearest = |text: &str| {
            let unknown = text.parse::<OperatorVersion>().unwrap_err();
            unknown.nearest.map(|it| it.to_string()).unwrap_or_default()
        };
        assert_eq!(nearest("1.3.0"), "1.2.0");
        assert_eq!(nearest("0.39.0"), "0.40.0");
        assert_eq!(nearest("0.45.9"), "0.45.2");
        assert_eq!(nearest("v1.2.0"), "1.2.0");
    }

    #[test]
    fn an_unknown_release_names_the_nearest() {
        let error = "0.40.1".parse::<OperatorVersion>().unwrap_err();
        insta::assert_snapshot!(
            error,
            @"`0.40.1` is not a release of the Strimzi operators that can be checked: the known ones go from 0.40.0 to 1.2.0, and the nearest to it is 0.40.0"
        );
    }
}
