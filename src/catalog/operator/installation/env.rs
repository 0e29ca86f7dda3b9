//! The environment of an operator.
//!
//! Images and versions are derived from the release and never written down twice: an operator
//! whose map of images does not equal its supported versions refuses to start.

use serde::Deserialize;

use super::Installation;
use super::data::DATA;
use crate::catalog::Version;
use crate::catalog::kafka::KafkaVersion;
use crate::catalog::operator::Image;

/// An environment variable of the operator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EnvVariable {
    /// The name of the variable.
    pub name: &'static str,
    /// What it says.
    pub value: EnvValue,
}

/// What an environment variable of the operator says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EnvValue {
    /// A text.
    Literal(&'static str),
    /// A field of the pod, such as `metadata.namespace`.
    Field(&'static str),
    /// An image.
    Image(Image),
    /// The image of every Kafka version, written as lines `version=image`.
    KafkaImages(Vec<(KafkaVersion, Image)>),
}

#[derive(Deserialize)]
pub(super) struct EnvData {
    name: String,
    first: Option<Version>,
    last: Option<Version>,
    #[serde(flatten)]
    value: EnvValueData,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum EnvValueData {
    Value(String),
    Field(String),
    Image(String),
    KafkaImages(()),
}

impl Installation {
    /// Returns the environment of the container, in Strimzi's order.
    #[must_use]
    pub fn env(self) -> Vec<EnvVariable> {
        let at = self.release.number();
        let present = DATA.deployment.env.iter().filter(|variable| {
            variable.first.is_none_or(|first| first <= at)
                && variable.last.is_none_or(|last| at <= last)
        });
        present
            .map(|variable| EnvVariable {
                name: &variable.name,
                value: self.value(&variable.value),
            })
            .collect()
    }

    fn value(self, value: &'static EnvValueData) -> EnvValue {
        match value {
            EnvValueData::Value(text) => EnvValue::Literal(text),
            EnvValueData::Field(path) => EnvValue::Field(path),
            EnvValueData::Image(name) => EnvValue::Image(self.release.component_image(name)),
            EnvValueData::KafkaImages(()) => EnvValue::KafkaImages(self.kafka_images()),
        }
    }

    fn kafka_images(self) -> Vec<(KafkaVersion, Image)> {
        let versions = self
            .release
            .kafka_versions()
            .iter()
            .map(|supported| supported.version);
        versions
            .map(|version| (version, self.release.kafka_image_of(version)))
            .collect()
    }
}
