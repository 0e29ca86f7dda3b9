//! Client profiles: named producer and consumer settings.

use std::collections::BTreeMap;

use super::{
    config::{ConfigKey, ConfigValue},
    prose::Sentence,
};

crate::text! {
    /// The name of a client profile.
    pub struct ProfileName("a profile's name", super::name::dns_label);
}

crate::record! {
    /// Producer and consumer settings under a name.
    pub struct ClientProfile {
        /// What it is good for, and what it overrides and why.
        "purpose" purpose: Sentence,
        /// The profile whose settings hold where this one says nothing.
        "extends" extends: Option<ProfileName>,
        /// Settings of the producer.
        "producer" producer: BTreeMap<ConfigKey, ConfigValue>,
        /// Settings of the consumer.
        "consumer" consumer: BTreeMap<ConfigKey, ConfigValue>,
    }
}
