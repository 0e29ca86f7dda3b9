//! The settings that Kafka's own Java clients know.
//!
//! Which version an application is built with is not known here, so the data beside this file
//! has what any client of 3.6.0 to 4.3.1 knows, with the widest of their bounds:
//! `ProducerConfig.configDef()` and `ConsumerConfig.configDef()` of `kafka-clients`. `cargo xtask
//! kafka-configs --agree` asks the clients of every version for their names, and whether one of them
//! takes what is taken here and none what is refused.

use std::{collections::BTreeMap, sync::LazyLock};

use serde::Deserialize;

use super::kafka_config::Definition;

type ByName = BTreeMap<String, Definition>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    consumer: ByName,
    producer: ByName,
}

static SETTINGS: LazyLock<Settings> = LazyLock::new(|| {
    serde_json::from_str(include_str!("client_settings.json"))
        .expect("the embedded client_settings.json is parsed by the tests of this module")
});

/// Returns the settings of a consumer by their names.
#[must_use]
pub fn consumer() -> &'static ByName {
    &SETTINGS.consumer
}

/// Returns the settings of a producer by their names.
#[must_use]
pub fn producer() -> &'static ByName {
    &SETTINGS.producer
}

#[cfg(test)]
mod tests {
    use super::{consumer, producer};

    #[test]
    fn each_side_has_its_own() {
        assert!(producer().contains_key("acks") && !consumer().contains_key("acks"));
        assert!(consumer().contains_key("isolation.level"));
        assert!(!producer().contains_key("isolation.level"));
        assert!(producer()["acks"].check("-1").is_ok());
        assert!(producer()["acks"].check("2").is_err());
    }
}
