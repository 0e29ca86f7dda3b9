//! The configurations of brokers and topics, as each version of Apache Kafka defines them.
//!
//! The definitions come from Kafka's own `ConfigDef`s (`cargo xtask kafka-configs`). They judge one
//! value at a time; what Kafka asks of two together is in [`condition`]. The configurations of plugins
//! are no part of either: Kafka and Strimzi let them pass.

pub mod condition;
mod definition;
mod forbidden;
mod valid;

use std::sync::LazyLock;

pub use condition::{Condition, Relation};
pub use definition::{Definition, Importance, Synonym, Type, UpdateMode};
pub use forbidden::{Forbidden, listener_key};
pub use valid::InvalidValue;

use super::kafka::KafkaVersion;
use super::nearest::nearest;
use super::ranged::{self, RangedByName};

static BROKER: LazyLock<RangedByName<Definition>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../kafka-configs/broker.json"))
        .expect("the embedded broker.json is parsed by the tests of the catalogue")
});

static TOPIC: LazyLock<RangedByName<Definition>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../kafka-configs/topic.json"))
        .expect("the embedded topic.json is parsed by the tests of the catalogue")
});

/// The configurations that one version of Kafka knows.
#[derive(Clone, Copy)]
pub struct Definitions {
    by_name: &'static RangedByName<Definition>,
    version: KafkaVersion,
}

/// Returns the configurations of a broker; `None` for a Kafka that no operator of the catalogue
/// runs.
#[must_use]
pub fn broker(version: KafkaVersion) -> Option<Definitions> {
    Definitions::of(&BROKER, version)
}

/// Returns the configurations of a topic; `None` for a Kafka that no operator of the catalogue
/// runs.
#[must_use]
pub fn topic(version: KafkaVersion) -> Option<Definitions> {
    Definitions::of(&TOPIC, version)
}

impl Definitions {
    fn of(by_name: &'static RangedByName<Definition>, version: KafkaVersion) -> Option<Self> {
        let known = !version.metadata_versions().is_empty();
        known.then_some(Self { by_name, version })
    }

    /// Returns the definition of `name`; `None` if this Kafka does not know it.
    #[must_use]
    pub fn get(self, name: &str) -> Option<&'static Definition> {
        ranged::at(self.by_name.get(name)?, self.version.number())
    }

    /// Returns every configuration, sorted by name.
    pub fn iter(self) -> impl Iterator<Item = (&'static str, &'static Definition)> {
        self.by_name.iter().filter_map(move |(name, ranges)| {
            Some((name.as_str(), ranged::at(ranges, self.version.number())?))
        })
    }

    /// Returns the known configuration that `name` resembles most.
    #[must_use]
    pub fn nearest(self, name: &str) -> Option<&'static str> {
        nearest(name, self.iter().map(|(known, _)| known))
    }
}
