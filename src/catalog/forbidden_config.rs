//! Settings that Strimzi takes for itself and leaves out of what users write.
//!
//! A key is forbidden when it begins with a forbidden prefix and is no exception. The operator
//! drops it with one line in its log (`AbstractConfiguration.java`). The lists are the constants of
//! Strimzi's API model (`cargo xtask kafka-configs`), which is published for the minor releases up
//! to 0.51 and for 1.2.0: 1.0 and 1.1 have those of 0.51.

use std::sync::LazyLock;

use serde::Deserialize;

use super::operator::Release;
use super::ranged::{self, RangedByName};

/// Where a setting is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// `Kafka.spec.kafka.config`.
    Brokers,
    /// `Kafka.spec.cruiseControl.config`.
    CruiseControl,
}

impl Owner {
    /// The path under which the data names the owner.
    fn path(self) -> &'static str {
        match self {
            Self::Brokers => "spec.kafka.config",
            Self::CruiseControl => "spec.cruiseControl.config",
        }
    }
}

/// What a release removes, and what it keeps nevertheless.
#[derive(Deserialize)]
struct Forbidden {
    prefixes: Vec<String>,
    exceptions: Vec<String>,
}

static DATA: LazyLock<RangedByName<Forbidden>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("kafka-configs/forbidden.json"))
        .expect("the data file is part of the program and a test reads it")
});

/// Returns the prefix for which `release` leaves a key out; `None` where it keeps the key.
///
/// A key is compared in lower case with the prefixes and as it stands with the exceptions.
#[must_use]
pub fn forbidden_prefix(owner: Owner, key: &str, release: &Release) -> Option<&'static str> {
    let forbidden = ranged::at_or_before(DATA.get(owner.path())?, release.number())?;
    if forbidden
        .exceptions
        .iter()
        .any(|exception| exception == key)
    {
        return None;
    }
    let lower = key.to_lowercase();
    let mut prefixes = forbidden.prefixes.iter().map(String::as_str);
    prefixes.find(|prefix| lower.starts_with(&prefix.to_lowercase()))
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
    fn a_release_between_the_published_ones_has_the_lists_before_it() {
        assert_eq!(
            prefix("broker.session.timeout.ms", "0.47.0"),
            Some("broker.")
        );
        assert_eq!(prefix("cordoned.log.dirs", "1.1.0"), None);
        assert!(prefix("cordoned.log.dirs", "1.2.0").is_some());
        assert_eq!(
            prefix("log.dir.failure.timeout.ms", "0.45.2"),
            Some("log.dir")
        );
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
