//! What Strimzi asks of an upgrade, as data.

use serde::Deserialize;

use super::data::DATA;
use crate::catalog::Version;

/// A closed range of releases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// The oldest release of the range.
    pub first: Version,
    /// The newest release of the range.
    pub last: Version,
}

impl Span {
    /// Returns whether `version` lies in the range.
    #[must_use]
    pub fn contains(self, version: Version) -> bool {
        (self.first..=self.last).contains(&version)
    }
}

/// A condition of an upgrade of the operators or of Kafka.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UpgradeRule {
    /// A short name.
    pub id: String,
    /// The release at which the condition begins; `None` if it holds for every upgrade.
    pub to: Option<Version>,
    /// The releases of which one has to lie on the way.
    pub via: Option<Span>,
    /// The condition, as a sentence for people.
    pub rule: String,
    /// Where Strimzi says so.
    pub source: String,
}

/// Returns the conditions of an upgrade.
#[must_use]
pub fn upgrade_rules() -> &'static [UpgradeRule] {
    &DATA.upgrades.list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_to_v1_stops_on_a_release_that_serves_both() {
        let rule = upgrade_rules()
            .iter()
            .find(|rule| rule.id == "v1-conversion")
            .unwrap();
        let via = rule.via.unwrap();
        assert!(via.contains("0.50.1".parse().unwrap()));
        assert!(!via.contains("0.48.0".parse().unwrap()));
        assert_eq!(rule.to, "1.0.0".parse().ok());
    }
}
