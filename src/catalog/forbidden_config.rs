//! Settings that Strimzi takes for itself and leaves out of what users write.
//!
//! A key is forbidden when it begins with a forbidden prefix and is no exception. The operator
//! drops it with one line in its log.

use std::{collections::BTreeMap, sync::LazyLock};

use serde::Deserialize;

use super::{Version, operator::Release};

/// Where a setting is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// `Kafka.spec.kafka.config`.
    Brokers,
    /// `Kafka.spec.cruiseControl.config`.
    CruiseControl,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Data {
    #[allow(dead_code, reason = "it is for people who read the data")]
    source: String,
    brokers: Forbidden,
    cruise_control: Forbidden,
}

/// What each release added.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Forbidden {
    prefixes: BTreeMap<Version, Vec<String>>,
    exceptions: BTreeMap<Version, Vec<String>>,
}

static DATA: LazyLock<Data> = LazyLock::new(|| {
    serde_json::from_str(include_str!("forbidden_config.json"))
        .expect("the data file is part of the program and a test reads it")
});

/// Returns the prefix for which `release` leaves a key out; `None` where it keeps the key.
#[must_use]
pub fn forbidden_prefix(owner: Owner, key: &str, release: &Release) -> Option<&'static str> {
    let forbidden = match owner {
        Owner::Brokers => &DATA.brokers,
        Owner::CruiseControl => &DATA.cruise_control,
    };
    let lower = key.to_lowercase();
    let prefix = known(&forbidden.prefixes, release).find(|prefix| lower.starts_with(*prefix))?;
    let kept = known(&forbidden.exceptions, release).any(|exception| exception == key);
    (!kept).then_some(prefix)
}

fn known<'a>(
    added: &'a BTreeMap<Version, Vec<String>>,
    release: &Release,
) -> impl Iterator<Item = &'a str> {
    added
        .range(..=release.number())
        .flat_map(|(_, keys)| keys)
        .map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prefix(key: &str, version: &str) -> Option<&'static str> {
        forbidden_prefix(Owner::Brokers, key, Release::of(version.parse().unwrap()))
    }

    #[test]
    fn an_exception_counts_as_it_stands_and_a_prefix_in_any_case() {
        assert_eq!(prefix("SSL.keystore.type", "1.2.0"), Some("ssl."));
        assert_eq!(prefix("ssl.protocol", "1.2.0"), None);
        assert_eq!(prefix("SSL.protocol", "1.2.0"), Some("ssl."));
        assert_eq!(prefix("num.io.threads", "1.2.0"), None);
    }

    #[test]
    fn releases_add_prefixes_and_exceptions() {
        assert_eq!(
            prefix("broker.session.timeout.ms", "0.47.0"),
            Some("broker.")
        );
        assert_eq!(prefix("broker.session.timeout.ms", "0.48.0"), None);
        assert_eq!(prefix("client.quota.callback.static.fetch", "0.41.0"), None);
        assert!(prefix("client.quota.callback.static.fetch", "0.42.0").is_some());
    }

    #[test]
    fn cruise_control_has_a_list_of_its_own() {
        let release = Release::of("1.2.0".parse().unwrap());
        let prefix = |key| forbidden_prefix(Owner::CruiseControl, key, release);
        assert_eq!(prefix("self.healing.enabled"), Some("self.healing."));
        assert_eq!(prefix("num.io.threads"), None);
        assert_eq!(prefix("webserver.http.cors.origin"), None);
    }
}
