//! Waivers: findings that are known and accepted for a while.

use std::fmt;

use super::prose::Sentence;
use crate::{
    environment::read::{Invalid, Scalar},
    finding::ModelPath,
};

crate::text! {
    /// The name of a waiver.
    pub struct WaiverName("a waiver's name", super::name::dns_label);
}

crate::record! {
    /// A finding that is known and accepted until a day.
    pub struct Waiver {
        /// The rule.
        "rule" rule: WaivedRule,
        /// The model path that the finding is about.
        "path" path: WaivedPath,
        /// Why it is accepted.
        "reason" reason: Sentence,
        /// The last day on which it is accepted.
        "until" until: Date,
    }
}

crate::text! {
    /// The name of a rule, such as `topic/min-insync-replicas`.
    pub struct WaivedRule("a rule's name", waived_rule);
}

fn waived_rule(text: &str) -> Result<(), Invalid> {
    match text.split_once('/') {
        Some((family, name)) if !family.is_empty() && !name.is_empty() => Ok(()),
        _ => Err(Invalid::because(
            "it is a family and a name, such as `topic/min-insync-replicas`",
        )),
    }
}

crate::text! {
    /// A model path, such as `topics.dlq.retention`.
    pub struct WaivedPath("a model path", waived_path);
}

fn waived_path(text: &str) -> Result<(), Invalid> {
    match ModelPath::parse(text) {
        Some(_) => Ok(()),
        None => Err(Invalid::because(
            "it is keys with dots between them; keys that hold dots stand in double quotes",
        )),
    }
}

/// A day of the Gregorian calendar, such as `2027-06-30`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// Returns the day that is `days` after 1 January 1970.
    #[must_use]
    pub fn from_days_since_epoch(days: u64) -> Self {
        let mut left = days;
        let mut year = 1970;
        while left >= days_of_year(year) {
            left -= days_of_year(year);
            year += 1;
        }
        let mut month = 1;
        while left >= u64::from(days_of_month(year, month)) {
            left -= u64::from(days_of_month(year, month));
            month += 1;
        }
        Self {
            year,
            month,
            day: u8::try_from(left + 1).unwrap_or(31),
        }
    }
}

fn days_of_year(year: u16) -> u64 {
    (1..=12)
        .map(|month| u64::from(days_of_month(year, month)))
        .sum()
}

const fn days_of_month(year: u16, month: u8) -> u8 {
    let leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl Scalar for Date {
    const WHAT: &'static str = "a day";

    fn parse(text: &str) -> Result<Self, Invalid> {
        let form = || Invalid::because("it is a year, a month and a day, such as `2027-06-30`");
        let parts: Vec<&str> = text.split('-').collect();
        let [year, month, day] = parts[..] else {
            return Err(form());
        };
        let digits =
            |part: &str, length| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
        if !(digits(year, 4) && digits(month, 2) && digits(day, 2)) {
            return Err(form());
        }
        let (Ok(year), Ok(month), Ok(day)) = (year.parse(), month.parse(), day.parse()) else {
            return Err(form());
        };
        let real = (1..=12).contains(&month) && day >= 1 && day <= days_of_month(year, month);
        if real {
            Ok(Self { year, month, day })
        } else {
            Err(Invalid::because("there is no such day"))
        }
    }
}

impl schemars::JsonSchema for Date {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        crate::environment::read::schema::text("A day, such as `2027-06-30`.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_as_the_calendar_does() {
        assert_eq!(Date::from_days_since_epoch(0).to_string(), "1970-01-01");
        assert_eq!(
            Date::from_days_since_epoch(11_016).to_string(),
            "2000-02-29"
        );
        assert_eq!(
            Date::from_days_since_epoch(20_780).to_string(),
            "2026-11-23"
        );
        assert!(Date::parse("2027-02-29").is_err());
        assert!(Date::parse("2028-02-29").is_ok());
    }
}
