//! Lengths of time that keep the unit they were written in.

use std::fmt;

use crate::environment::read::{Invalid, Scalar};

/// A length of time in milliseconds, such as `7d` or `500ms`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Duration {
    milliseconds: u64,
}

const UNITS: [(&str, u64); 5] = [
    ("ms", 1),
    ("s", 1_000),
    ("m", 60_000),
    ("h", 3_600_000),
    ("d", 86_400_000),
];

impl Duration {
    /// Returns a length of whole days.
    #[must_use]
    pub const fn days(days: u32) -> Self {
        Self {
            milliseconds: days as u64 * 86_400_000,
        }
    }

    /// Returns a length of milliseconds.
    #[must_use]
    pub const fn milliseconds(milliseconds: u64) -> Self {
        Self { milliseconds }
    }

    /// Returns the length in milliseconds.
    #[must_use]
    pub const fn as_milliseconds(self) -> u64 {
        self.milliseconds
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (unit, size) = UNITS
            .iter()
            .rev()
            .find(|(_, size)| self.milliseconds.is_multiple_of(*size))
            .unwrap_or(&UNITS[0]);
        write!(f, "{}{unit}", self.milliseconds / size)
    }
}

impl Scalar for Duration {
    const WHAT: &'static str = "a length of time";

    fn parse(text: &str) -> Result<Self, Invalid> {
        let form =
            || Invalid::because("it is a whole number and a unit: ms, s, m, h or d, such as `7d`");
        let end = text.find(|c: char| !c.is_ascii_digit()).ok_or_else(form)?;
        let number: u64 = text[..end].parse().map_err(|_| form())?;
        let (_, size) = UNITS
            .iter()
            .find(|(unit, _)| *unit == &text[end..])
            .ok_or_else(form)?;
        let milliseconds = number
            .checked_mul(*size)
            .filter(|milliseconds| i64::try_from(*milliseconds).is_ok())
            .ok_or_else(|| Invalid::because("it is longer than Kafka can count"))?;
        Ok(Self { milliseconds })
    }
}

impl schemars::JsonSchema for Duration {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Duration".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        crate::environment::read::schema::text(
            "A length of time: a whole number and a unit (ms, s, m, h, d), such as `7d`.",
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_shows_the_largest_unit_that_is_exact() {
        let shown = |text: &str| Duration::parse(text).unwrap().to_string();
        assert_eq!(shown("168h"), "7d");
        assert_eq!(shown("90m"), "90m");
        assert_eq!(shown("1500ms"), "1500ms");
    }

    #[test]
    fn what_is_no_length_is_refused() {
        for text in [
            "7",
            "d",
            "7 d",
            "-7d",
            "7w",
            "1.5h",
            "99999999999999999999d",
            "9223372036854775807d",
        ] {
            assert!(Duration::parse(text).is_err(), "{text}");
        }
    }
}
