//! Client settings of a profile, with what it extends.

use std::collections::BTreeMap;

use crate::model::{
    client_profile::{ClientProfile, ProfileName},
    config::{ConfigKey, ConfigValue},
};

/// The settings of a profile, those of its ancestors included.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClientSettings {
    /// Settings of the producer.
    pub producer: BTreeMap<ConfigKey, ConfigValue>,
    /// Settings of the consumer.
    pub consumer: BTreeMap<ConfigKey, ConfigValue>,
}

/// Returns the profile and its ancestors, itself first; a cycle ends where it closes.
#[must_use]
pub fn lineage<'a>(
    profiles: &'a BTreeMap<ProfileName, ClientProfile>,
    name: &'a ProfileName,
) -> Vec<(&'a ProfileName, &'a ClientProfile)> {
    let mut lineage: Vec<(&ProfileName, &ClientProfile)> = Vec::new();
    let mut here = Some(name);
    while let Some(name) = here {
        if lineage.iter().any(|(seen, _)| *seen == name) {
            break;
        }
        let Some(profile) = profiles.get(name) else {
            break;
        };
        lineage.push((name, profile));
        here = profile.extends.as_ref();
    }
    lineage
}

/// Returns the settings of a profile; what it says itself wins over what it extends.
#[must_use]
pub fn settings(
    profiles: &BTreeMap<ProfileName, ClientProfile>,
    name: &ProfileName,
) -> ClientSettings {
    let mut settings = ClientSettings::default();
    for (_, profile) in lineage(profiles, name).into_iter().rev() {
        settings.producer.extend(profile.producer.clone());
        settings.consumer.extend(profile.consumer.clone());
    }
    settings
}
