//! The container images of a release.

use std::fmt;

use super::Release;
use super::installation::image;
use crate::catalog::kafka::KafkaVersion;

/// An image as Strimzi's installation files name it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Image {
    /// The registry, such as `quay.io`: the part that a mirror replaces.
    pub registry: String,
    /// The path within the registry, such as `strimzi/operator`.
    pub repository: String,
    /// The tag, such as `0.40.0-kafka-3.7.0`.
    pub tag: String,
}

impl fmt::Display for Image {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}:{}", self.registry, self.repository, self.tag)
    }
}

impl Release {
    /// Returns the image of all three operators.
    #[must_use]
    pub fn operator_image(&self) -> Image {
        image("operator", self.number().to_string())
    }

    /// Returns the image that runs `kafka`; `None` if the release has none.
    #[must_use]
    pub fn kafka_image(&self, kafka: KafkaVersion) -> Option<Image> {
        self.kafka(kafka).map(|_| self.kafka_image_of(kafka))
    }

    /// Returns the image of a component by the last part of its name, such as `buildah`.
    ///
    /// The bridge has a version of its own; all else is tagged with the release.
    #[must_use]
    pub fn component_image(&self, name: &str) -> Image {
        match name {
            "kafka" => self.kafka_image_of(self.default_kafka()),
            "kafka-bridge" => image(name, self.bridge_version().to_owned()),
            _ => image(name, self.number().to_string()),
        }
    }

    pub(super) fn kafka_image_of(&self, kafka: KafkaVersion) -> Image {
        image("kafka", format!("{}-kafka-{kafka}", self.number()))
    }
}
