//! Versions of Apache Kafka and of its metadata.
//!
//! Which of them an operator runs is the operator's fact: see [`super::operator::Release`].

use std::fmt;
use std::str::FromStr;

use serde::Deserialize;

use super::version::part;
use super::{InvalidVersion, Version};

/// A release of Apache Kafka, such as `3.7.0`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(transparent)]
pub struct KafkaVersion(Version);

impl KafkaVersion {
    /// Returns the numbers of the release.
    #[must_use]
    pub fn number(self) -> Version {
        self.0
    }

    /// Returns the newest metadata version that the release knows, as Kafka abbreviates it.
    ///
    /// `MetadataVersion.fromVersionString` reads `3.7` as the last level of 3.7.
    #[must_use]
    pub fn newest_metadata(self) -> MetadataVersion {
        MetadataVersion {
            major: self.0.major,
            minor: self.0.minor,
            level: Level::Last,
        }
    }
}

impl FromStr for KafkaVersion {
    type Err = InvalidVersion;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

impl fmt::Display for KafkaVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

impl fmt::Debug for KafkaVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
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
        self <= kafka.newest_metadata()
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
