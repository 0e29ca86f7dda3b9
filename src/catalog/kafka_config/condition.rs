//! What Kafka asks of two settings together, beyond what each of them may be.
//!
//! A broker that finds one of these broken does not start, and a topic is not made. Source:
//! `KafkaConfig.validateValues`, `GroupCoordinatorConfig`, `ShareGroupConfig` and
//! `LogConfig.validateValues`; `cargo xtask kafka-configs --agree` asks those of every version.

use std::sync::LazyLock;

use serde::Deserialize;

use super::Definitions;

/// How large a setting must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// As large as the other, or larger.
    AtLeast,
    /// Larger than the other.
    MoreThan,
}

/// A condition on two settings.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// The setting that must be large enough.
    pub setting: String,
    /// How large.
    pub relation: Relation,
    /// The setting that it is held against.
    pub than: String,
    /// How many times the other it must be.
    #[serde(default = "one")]
    pub times: i64,
    /// Up to this value the setting stands for no limit, and nothing is asked.
    #[serde(default)]
    pub off: Option<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Conditions {
    broker: Vec<Condition>,
    topic: Vec<Condition>,
}

fn one() -> i64 {
    1
}

static CONDITIONS: LazyLock<Conditions> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../kafka-configs/conditions.json"))
        .expect("the embedded conditions.json is parsed by the tests of the catalogue")
});

/// Returns the conditions on settings of brokers that these definitions all know.
pub fn of_brokers(known: Definitions) -> impl Iterator<Item = &'static Condition> {
    among(&CONDITIONS.broker, known)
}

/// Returns the conditions on settings of topics that these definitions all know.
pub fn of_topics(known: Definitions) -> impl Iterator<Item = &'static Condition> {
    among(&CONDITIONS.topic, known)
}

fn among(
    all: &'static [Condition],
    known: Definitions,
) -> impl Iterator<Item = &'static Condition> {
    all.iter().filter(move |condition| {
        known.get(&condition.setting).is_some() && known.get(&condition.than).is_some()
    })
}

impl Condition {
    /// Returns the least value that the setting may have.
    #[must_use]
    pub fn least(&self, than: i64) -> i64 {
        let product = than.saturating_mul(self.times);
        match self.relation {
            Relation::AtLeast => product,
            Relation::MoreThan => product.saturating_add(1),
        }
    }

    /// Returns the values of the setting and of the other one where they break the condition, each as
    /// it is written or as Kafka's default; nothing where one of them is no whole number.
    #[must_use]
    pub fn broken<'a>(
        &'static self,
        known: Definitions,
        written: impl Fn(&'static str) -> Option<&'a str>,
    ) -> Option<[i64; 2]> {
        let value = |key: &'static str| -> Option<i64> {
            let text = match written(key) {
                Some(text) => text,
                None => known.get(key)?.default.as_deref()?,
            };
            text.trim().parse().ok()
        };
        let (setting, than) = (value(&self.setting)?, value(&self.than)?);
        (!self.holds(setting, than)).then_some([setting, than])
    }

    /// Returns whether a value of the setting will do.
    #[must_use]
    pub fn holds(&self, setting: i64, than: i64) -> bool {
        self.off.is_some_and(|off| setting <= off) || setting >= self.least(than)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn condition(text: &str) -> Condition {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn a_setting_is_large_enough_from_the_border_on() {
        let at_least = condition(r#"{"setting":"a","relation":"at-least","than":"b","times":3}"#);
        assert!(at_least.holds(6, 2) && !at_least.holds(5, 2));
        let more = condition(r#"{"setting":"a","relation":"more-than","than":"b"}"#);
        assert!(more.holds(3, 2) && !more.holds(2, 2));
        let off = condition(r#"{"setting":"a","relation":"at-least","than":"b","off":0}"#);
        assert!(off.holds(0, 9) && off.holds(-1, 9) && !off.holds(1, 9));
    }

    #[test]
    fn the_embedded_conditions_are_read() {
        assert!(!CONDITIONS.broker.is_empty() && !CONDITIONS.topic.is_empty());
    }
}
