//! The keys of `spec.kafka.config` that the operator removes.
//!
//! Nothing but a line in the operator's log tells of it (`AbstractConfiguration.java`). The lists
//! are the constants of Strimzi's API model, which is published for the minor releases up to 0.51
//! and for 1.2.0.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::catalog::Version;
use crate::catalog::operator::Release;
use crate::catalog::ranged::{self, RangedByName};

/// The keys that one release removes from the configuration of a Kafka.
#[derive(Clone, Copy, Debug)]
pub struct Forbidden {
    lists: &'static Lists,
    verified: bool,
}

#[derive(Debug, Deserialize)]
struct Lists {
    prefixes: Vec<String>,
    exceptions: Vec<String>,
}

static LISTS: LazyLock<RangedByName<Lists>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../kafka-configs/forbidden.json"))
        .expect("the embedded forbidden.json is parsed by the tests of the catalogue")
});

/// The lists of the newest release, which stand for those whose model is not published.
static NEWEST: LazyLock<&Lists> = LazyLock::new(|| {
    let newest = Version {
        major: u16::MAX,
        minor: 0,
        patch: 0,
    };
    at(newest).expect("the last lists of the embedded forbidden.json have no end")
});

fn at(version: Version) -> Option<&'static Lists> {
    ranged::at(LISTS.get("spec.kafka.config")?, version)
}

/// The release that first lets keys of a single listener pass.
const LISTENER_KEYS_SINCE: Version = Version {
    major: 0,
    minor: 51,
    patch: 0,
};

/// The keys of a single listener that pass (`KafkaConfiguration.java`, `modifyWithListeners`).
const LISTENER_KEYS: [&str; 3] = [
    "connections.max.reauth.ms",
    "max.connections",
    "max.connection.creation.rate",
];

impl Forbidden {
    /// Returns the keys that `release` removes.
    #[must_use]
    pub fn of(release: &Release) -> Self {
        // A patch release has the lists of its minor release.
        let minor = Version {
            patch: 0,
            ..release.number()
        };
        match at(minor) {
            Some(lists) => Self {
                lists,
                verified: true,
            },
            None => Self {
                lists: *NEWEST,
                verified: false,
            },
        }
    }

    /// Returns whether the lists are those of the release itself, not of 1.2.0.
    #[must_use]
    pub fn verified(self) -> bool {
        self.verified
    }

    /// Returns the prefix for which `key` is removed; `None` if it passes.
    ///
    /// A key is compared in lower case with the prefixes and as it is with the exceptions.
    #[must_use]
    pub fn prefix_of(self, key: &str) -> Option<&'static str> {
        if self
            .lists
            .exceptions
            .iter()
            .any(|exception| exception == key)
        {
            return None;
        }
        let key = key.to_lowercase();
        let prefixes = self.lists.prefixes.iter().map(String::as_str);
        prefixes
            .into_iter()
            .find(|prefix| key.starts_with(&prefix.to_lowercase()))
    }
}

/// Returns the name and port, such as `tls-9093`, of the listener that a key configures, if the
/// release lets the key pass for a listener that exists.
#[must_use]
pub fn listener_key<'a>(release: &Release, key: &'a str) -> Option<&'a str> {
    if release.number() < LISTENER_KEYS_SINCE {
        return None;
    }
    let (listener, option) = key.strip_prefix("listener.name.")?.split_once('.')?;
    LISTENER_KEYS.contains(&option).then_some(listener)
}
