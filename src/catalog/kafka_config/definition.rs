//! What Kafka says of one configuration.

use serde::Deserialize;

use super::valid::{InvalidValue, Valid};

/// The type of a value (`ConfigDef.Type`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Type {
    /// `true` or `false`.
    Boolean,
    /// A whole number of 16 bits.
    Short,
    /// A whole number of 32 bits.
    Int,
    /// A whole number of 64 bits.
    Long,
    /// A number with a fraction.
    Double,
    /// A text.
    String,
    /// Texts with commas between them.
    List,
    /// The name of a Java class.
    Class,
    /// A text that is never shown.
    Password,
}

/// How much a configuration matters, in Kafka's own opinion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Importance {
    /// Most deployments set it.
    High,
    /// Some deployments set it.
    Medium,
    /// Few deployments set it.
    Low,
}

/// What a change of a broker configuration takes (`DynamicBrokerConfig`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UpdateMode {
    /// A restart of the broker.
    #[default]
    ReadOnly,
    /// A change at a running broker, for each broker by itself.
    PerBroker,
    /// A change at running brokers, for one or for all.
    ClusterWide,
}

/// A broker configuration that sets the default of a topic configuration.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Synonym {
    /// The name of the broker configuration.
    pub name: String,
    /// How many units of the topic configuration one unit of it is: 3600000 where the one is in
    /// milliseconds and the other in hours.
    #[serde(default = "one")]
    pub factor: i64,
}

fn one() -> i64 {
    1
}

/// A configuration as one version of Kafka defines it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Definition {
    /// The type of its value.
    #[serde(rename = "type")]
    pub kind: Type,
    /// The default as a text; `None` if there is no value unless one is set.
    pub default: Option<String>,
    /// Whether a value has to be set.
    #[serde(default)]
    pub required: bool,
    /// How much it matters.
    pub importance: Importance,
    /// Whether it is meant for Kafka's own tests.
    #[serde(default)]
    pub internal: bool,
    /// What a change takes, for a broker; a topic configuration is always changed while running.
    #[serde(default)]
    pub update: UpdateMode,
    /// The broker configurations that set the default of a topic, the strongest first.
    #[serde(default)]
    pub synonyms: Vec<Synonym>,
    #[serde(default)]
    valid: Valid,
}

impl Definition {
    /// Checks a value as Kafka reads it: spaces around it do not count, and neither does anything
    /// else that Java's `String.trim` takes away (`ConfigDef.parseType`).
    pub fn check(&'static self, value: &str) -> Result<(), InvalidValue> {
        self.valid
            .check(self.kind, value.trim_matches(|c| c <= ' '))
    }

    /// Returns the least and the greatest value, and one that is taken although it lies outside.
    #[must_use]
    pub fn bounds(&self) -> [Option<f64>; 3] {
        self.valid.bounds()
    }

    /// Returns the texts that are taken, or those that the parts of a list may be; none where any
    /// text is.
    #[must_use]
    pub fn names(&self) -> &[String] {
        self.valid.names()
    }

    /// Returns what Kafka says about acceptable values beyond what [`Self::check`] knows.
    #[must_use]
    pub fn remark(&self) -> Option<&str> {
        self.valid.text.as_deref()
    }
}
