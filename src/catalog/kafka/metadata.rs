//! The versions of the metadata of a KRaft cluster.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use serde::Deserialize;

use super::KafkaVersion;
use crate::catalog::Version;
use crate::catalog::version::part;

/// The levels that each version of Kafka calls ready for production, oldest first.
static LEVELS: LazyLock<BTreeMap<KafkaVersion, Vec<MetadataVersion>>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../kafka-configs/metadata-versions.json"))
        .expect("the embedded metadata-versions.json is parsed by the tests of this module")
});

/// The levels that brought another form of the metadata (Kafka: `MetadataVersion.didMetadataChange`);
/// `cargo xtask kafka-configs --agree` asks every version of Kafka about them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Changes {
    known_to: MetadataVersion,
    changed: Vec<MetadataVersion>,
}

static CHANGES: LazyLock<Changes> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../kafka-configs/metadata-changes.json"))
        .expect("the embedded metadata-changes.json is parsed by the tests of this module")
});

impl KafkaVersion {
    /// Returns the metadata versions with which the version runs in production, oldest first.
    ///
    /// Empty for a Kafka that no operator of the catalogue runs.
    #[must_use]
    pub fn metadata_versions(self) -> &'static [MetadataVersion] {
        LEVELS.get(&self).map_or(&[], Vec::as_slice)
    }

    /// Returns the newest metadata version of the release, as Kafka abbreviates it.
    ///
    /// `MetadataVersion.fromVersionString` reads `3.7` as the last level of 3.7.
    #[must_use]
    pub fn newest_metadata(self) -> MetadataVersion {
        let Version { major, minor, .. } = self.number();
        MetadataVersion {
            major,
            minor,
            level: Level::Last,
        }
    }
}

/// A version of the metadata of a KRaft cluster: `3.7-IV4`, or `3.7` for the last level of 3.7.
///
/// Two texts for the same level, such as `3.7` and `3.7-IV4`, are not equal: Strimzi compares and
/// reports the text, and only Kafka knows where the levels of a release end.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
pub struct MetadataVersion {
    major: u16,
    minor: u16,
    level: Level,
}

/// The level within a release; the declared order is the order of the levels.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Numbered(u16),
    Last,
}

/// A text that is no metadata version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidMetadataVersion {
    /// The text as it was given.
    pub text: String,
}

impl fmt::Display for InvalidMetadataVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is not a metadata version of Kafka: the major and minor number of a release \
             are expected, with a level or without, such as `3.7` or `3.7-IV4`",
            self.text
        )
    }
}

impl std::error::Error for InvalidMetadataVersion {}

impl MetadataVersion {
    /// Returns the major and minor number of the Kafka release that brought the version.
    #[must_use]
    pub fn release(self) -> (u16, u16) {
        (self.major, self.minor)
    }

    /// Returns whether brokers of `kafka` can run with this version.
    ///
    /// Strimzi refuses a metadata version newer than the Kafka version (`KRaftUtils.java`).
    #[must_use]
    pub fn runs_on(self, kafka: KafkaVersion) -> bool {
        let Version { major, minor, .. } = kafka.number();
        self <= Self {
            major,
            minor,
            level: Level::Last,
        }
    }

    /// Returns whether Kafka lets a cluster go back to `lower`: whether no level between changed the
    /// form of the metadata (`MetadataVersion.checkIfMetadataChanged`). Of levels that the catalogue
    /// does not know that is not said.
    #[must_use]
    pub fn can_go_back_to(self, lower: Self) -> bool {
        let between = |level: &Self| lower < *level && *level <= self;
        self <= CHANGES.known_to && !CHANGES.changed.iter().any(between)
    }

    /// Returns the level that `kafka` reads here, with its number; `None` if it knows no such level
    /// or does not call it ready for production.
    #[must_use]
    pub fn level_in(self, kafka: KafkaVersion) -> Option<Self> {
        let known = kafka.metadata_versions().iter().copied();
        match self.level {
            Level::Numbered(_) => known.into_iter().find(|level| *level == self),
            Level::Last => known
                .into_iter()
                .rfind(|level| (level.major, level.minor) == (self.major, self.minor)),
        }
    }
}

impl FromStr for MetadataVersion {
    type Err = InvalidMetadataVersion;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let invalid = || InvalidMetadataVersion {
            text: text.to_owned(),
        };
        let (release, level) = match text.split_once("-IV") {
            Some((release, level)) => (
                release,
                part(level).map(Level::Numbered).ok_or_else(invalid)?,
            ),
            None => (text, Level::Last),
        };
        let (major, minor) = release.split_once('.').ok_or_else(invalid)?;
        let major = part(major).ok_or_else(invalid)?;
        let minor = part(minor).ok_or_else(invalid)?;
        Ok(Self {
            major,
            minor,
            level,
        })
    }
}

impl TryFrom<String> for MetadataVersion {
    type Error = InvalidMetadataVersion;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl fmt::Display for MetadataVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)?;
        match self.level {
            Level::Numbered(level) => write!(f, "-IV{level}"),
            Level::Last => Ok(()),
        }
    }
}

impl fmt::Debug for MetadataVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::operator::{OperatorVersion, Release};

    fn metadata(text: &str) -> MetadataVersion {
        text.parse().unwrap()
    }

    #[test]
    fn an_abbreviated_metadata_version_is_the_last_of_its_release() {
        assert!(metadata("3.7-IV4") < metadata("3.7"));
        assert!(metadata("3.7") < metadata("3.8-IV0"));
        assert!(metadata("3.7-IV2") < metadata("3.7-IV10"));
    }

    #[test]
    fn metadata_newer_than_kafka_does_not_run() {
        let kafka: KafkaVersion = "3.7.1".parse().unwrap();
        assert!(metadata("3.6").runs_on(kafka));
        assert!(metadata("3.7-IV4").runs_on(kafka));
        assert!(!metadata("3.8-IV0").runs_on(kafka));
    }

    #[test]
    fn a_cluster_goes_back_over_levels_that_changed_nothing() {
        let back = |from, to| metadata(from).can_go_back_to(metadata(to));
        assert!(back("3.7-IV4", "3.7-IV3") && back("3.7", "3.7-IV2"));
        assert!(!back("3.7-IV4", "3.7-IV1"), "3.7-IV2 changed something");
        assert!(back("4.2-IV1", "4.1-IV1") && back("3.9", "3.7"));
        assert!(!back("4.0-IV3", "3.9") && !back("4.3-IV0", "4.2"));
        assert!(!back("5.0", "4.3-IV0"), "nobody knows it");
    }

    #[test]
    fn an_abbreviation_is_read_by_kafka() {
        let kafka: KafkaVersion = "3.7.0".parse().unwrap();
        assert_eq!(metadata("3.7").level_in(kafka), Some(metadata("3.7-IV4")));
        assert_eq!(
            metadata("3.6-IV1").level_in(kafka),
            Some(metadata("3.6-IV1"))
        );
        assert_eq!(metadata("3.7-IV9").level_in(kafka), None);
        assert_eq!(metadata("3.8").level_in(kafka), None);
    }

    #[test]
    fn every_supported_kafka_knows_the_default_of_its_operators() {
        for release in OperatorVersion::all().map(Release::of) {
            for kafka in release.kafka_versions() {
                let level = kafka.default_metadata.level_in(kafka.version);
                assert!(
                    level.is_some(),
                    "{} on {}",
                    kafka.default_metadata,
                    kafka.version
                );
            }
        }
    }

    #[test]
    fn texts_come_back_as_they_were_given() {
        for text in ["3.7", "3.7-IV4", "4.2-IV1"] {
            assert_eq!(metadata(text).to_string(), text);
        }
        for text in ["3", "3.7.0", "3.7-IV", "3.7-4", "IBP_3_7"] {
            let error = text.parse::<MetadataVersion>().unwrap_err();
            assert_eq!(error.text, text);
        }
    }
}
