//! Versions of Apache Kafka and of its metadata.
//!
//! Which of them an operator runs is the operator's fact: see [`super::operator::Release`].

mod behaviour;
mod metadata;

use std::fmt;
use std::str::FromStr;

use serde::Deserialize;

pub use metadata::{InvalidMetadataVersion, MetadataVersion};

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
