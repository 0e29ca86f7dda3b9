//! Cruise Control: it moves replicas between brokers.

use std::collections::BTreeMap;

use super::{
    config::{ConfigKey, ConfigValue},
    resources::Resources,
};

crate::record! {
    /// Cruise Control, and the settings that differ from Strimzi's defaults.
    pub struct CruiseControl {
        /// What it gets.
        "resources" resources: Resources = Resources::of(1024, 200),
        /// Its own settings.
        "config" config: BTreeMap<ConfigKey, ConfigValue>,
    }
}
