//! The operator releases that the output is proved for.

use std::fmt;

/// A Strimzi operator release.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Release {
    major: u16,
    minor: u16,
    kafka: &'static str,
    metadata: &'static str,
}

/// The releases of the acceptance table: the one the deployment ships with, the last that
/// knows ZooKeeper, and the newest with the `v1` API.
pub const RELEASES: [Release; 3] = [
    Release {
        major: 0,
        minor: 40,
        kafka: "3.7.0",
        metadata: "3.7-IV4",
    },
    Release {
        major: 0,
        minor: 45,
        kafka: "3.9.0",
        metadata: "3.9-IV0",
    },
    Release {
        major: 1,
        minor: 2,
        kafka: "4.2.1",
        metadata: "4.2-IV1",
    },
];

/// Returns the first release of the table with each version of Strimzi's API, for tools that see
/// no other difference.
pub fn of_each_api() -> impl Iterator<Item = Release> {
    let is_first = |release: &Release| {
        let mut others = RELEASES.into_iter();
        let first = others.find(|other| other.has_stable_api() == release.has_stable_api());
        first == Some(*release)
    };
    RELEASES.into_iter().filter(is_first)
}

impl Release {
    /// Finds a release of the table by its version, as in `0.40.0`.
    #[must_use]
    pub fn find(version: &str) -> Option<Self> {
        RELEASES
            .into_iter()
            .find(|release| release.to_string() == version)
    }

    /// Returns the next release of the table.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        RELEASES.into_iter().find(|release| *release > self)
    }

    /// Returns a Kafka version that this release runs and that Maven Central has.
    #[must_use]
    pub fn kafka(self) -> &'static str {
        self.kafka
    }

    /// Returns the newest metadata version of that Kafka version, as Strimzi names it.
    #[must_use]
    pub fn metadata(self) -> &'static str {
        self.metadata
    }

    /// Returns whether the release has only the `v1` API (Strimzi 1.0 and later).
    #[must_use]
    pub fn has_stable_api(self) -> bool {
        self.major >= 1
    }
}

impl fmt::Display for Release {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}.{}.0", self.major, self.minor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn releases_are_ordered_and_found_by_their_version() {
        assert!(RELEASES.is_sorted());
        for release in RELEASES {
            assert_eq!(Release::find(&release.to_string()), Some(release));
        }
        assert_eq!(Release::find("0.41.0"), None);
        assert_eq!(RELEASES[2].next(), None);
        let of_each: Vec<_> = of_each_api().map(|release| release.to_string()).collect();
        assert_eq!(of_each, ["0.40.0", "1.2.0"]);
    }
}
