//! Which values a configuration accepts: `ConfigDef.parseType` and Kafka's validators.

use std::fmt;

use serde::Deserialize;

use super::Type;
use crate::catalog::nearest::nearest;

/// Why Kafka refuses a value.
#[derive(Clone, Debug, PartialEq)]
pub enum InvalidValue {
    /// The text is no value of the type.
    Type(Type),
    /// The number is below the least.
    TooSmall {
        /// The least number.
        least: f64,
    },
    /// The number is above the greatest.
    TooLarge {
        /// The greatest number.
        greatest: f64,
    },
    /// The text is none of the known ones.
    NotOneOf {
        /// The text, or the part of the list.
        value: String,
        /// The known ones.
        known: &'static [String],
    },
    /// There is no value where one is needed.
    Empty,
    /// A list says the same twice.
    Repeated {
        /// What it says twice.
        value: String,
    },
}

impl fmt::Display for InvalidValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Type(kind) => write!(f, "it is not {}", expected(*kind)),
            Self::TooSmall { least } => write!(f, "it is below the least value, {least}"),
            Self::TooLarge { greatest } => {
                write!(f, "it is above the greatest value, {greatest}")
            }
            Self::NotOneOf { value, known } => not_one_of(f, value, known),
            Self::Empty => f.write_str("it, or a part of it, is empty, and a value is needed"),
            Self::Repeated { value } => write!(f, "it says `{value}` more than once"),
        }
    }
}

impl std::error::Error for InvalidValue {}

fn expected(kind: Type) -> &'static str {
    match kind {
        Type::Boolean => "`true` or `false`",
        Type::Short => "a whole number of 16 bits",
        Type::Int => "a whole number of 32 bits",
        Type::Long => "a whole number of 64 bits",
        Type::Double => "a number",
        Type::List => "a list",
        Type::String | Type::Class | Type::Password => "a text",
    }
}

fn not_one_of(f: &mut fmt::Formatter<'_>, value: &str, known: &[String]) -> fmt::Result {
    write!(f, "`{value}` is not one of {}", known.join(", "))?;
    match nearest(value, known.iter().map(String::as_str)) {
        Some(nearest) => write!(f, "; `{nearest}` is the nearest"),
        None => Ok(()),
    }
}

/// The conditions on a value beyond its type.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Valid {
    min: Option<f64>,
    max: Option<f64>,
    or: Option<f64>,
    one_of: Option<Vec<String>>,
    one_of_any_case: Option<Vec<String>>,
    each_of: Option<Vec<String>>,
    #[serde(default)]
    distinct: bool,
    #[serde(default)]
    no_blank: bool,
    #[serde(default)]
    not_empty: bool,
    pub(super) text: Option<String>,
}

impl Valid {
    pub(super) fn check(&'static self, kind: Type, value: &str) -> Result<(), InvalidValue> {
        if let Some(number) = number(kind, value)? {
            self.check_range(number)?;
        }
        if self.not_empty && value.is_empty() {
            return Err(InvalidValue::Empty);
        }
        self.check_name(value)?;
        if kind == Type::List {
            self.check_list(value)
        } else {
            Ok(())
        }
    }

    pub(super) fn bounds(&self) -> [Option<f64>; 3] {
        [self.min, self.max, self.or]
    }

    pub(super) fn names(&self) -> &[String] {
        let lists = [&self.one_of, &self.one_of_any_case, &self.each_of];
        lists
            .into_iter()
            .flatten()
            .next()
            .map_or(&[], Vec::as_slice)
    }

    fn check_range(&self, number: f64) -> Result<(), InvalidValue> {
        if self.or == Some(number) {
            return Ok(());
        }
        match (self.min, self.max) {
            (Some(least), _) if number < least => Err(InvalidValue::TooSmall { least }),
            (_, Some(greatest)) if number > greatest => Err(InvalidValue::TooLarge { greatest }),
            _ => Ok(()),
        }
    }

    fn check_name(&'static self, value: &str) -> Result<(), InvalidValue> {
        let refused = |known| {
            Err(InvalidValue::NotOneOf {
                value: value.to_owned(),
                known,
            })
        };
        match (&self.one_of, &self.one_of_any_case) {
            (Some(known), _) if !known.iter().any(|name| name == value) => refused(known),
            (_, Some(known)) if !known.iter().any(|name| name.eq_ignore_ascii_case(value)) => {
                refused(known)
            }
            _ => Ok(()),
        }
    }

    fn check_list(&'static self, value: &str) -> Result<(), InvalidValue> {
        let parts: Vec<&str> = items(value).collect();
        for (index, part) in parts.iter().enumerate() {
            if let Some(known) = &self.each_of
                && !known.iter().any(|name| name == part)
            {
                return Err(InvalidValue::NotOneOf {
                    value: (*part).to_owned(),
                    known,
                });
            }
            if self.no_blank && part.is_empty() {
                return Err(InvalidValue::Empty);
            }
            if self.distinct && parts[..index].contains(part) {
                return Err(InvalidValue::Repeated {
                    value: (*part).to_owned(),
                });
            }
        }
        Ok(())
    }
}

/// The parts of a list; an empty text is an empty list.
fn items(value: &str) -> impl Iterator<Item = &str> {
    value
        .split(',')
        .map(str::trim)
        .filter(move |_| !value.is_empty())
}

/// The number that a value of a numeric type is; `None` for the other types.
fn number(kind: Type, value: &str) -> Result<Option<f64>, InvalidValue> {
    let wrong = InvalidValue::Type(kind);
    match kind {
        Type::Boolean if is_boolean(value) => Ok(None),
        Type::Boolean => Err(wrong),
        Type::Short => value
            .parse::<i16>()
            .map(|short| Some(short.into()))
            .map_err(|_| wrong),
        Type::Int => value
            .parse::<i32>()
            .map(|int| Some(int.into()))
            .map_err(|_| wrong),
        // Bounds of Kafka are small or the ends of the type, so the loss above 2^53 decides nothing.
        #[allow(
            clippy::cast_precision_loss,
            reason = "the bounds are far from the loss"
        )]
        Type::Long => value
            .parse::<i64>()
            .map(|long| Some(long as f64))
            .map_err(|_| wrong),
        Type::Double => double(value).map(Some).ok_or(wrong),
        Type::String | Type::List | Type::Class | Type::Password => Ok(None),
    }
}

/// Reads a fraction as Java's `Double.parseDouble` does: it takes the suffixes of its own literals,
/// and writes what is no number in one way alone. Its hexadecimal forms are not read.
fn double(value: &str) -> Option<f64> {
    let plain = |text: &str| !text.contains(|c: char| c.is_ascii_alphabetic() && !"eE".contains(c));
    let digits = value.strip_suffix(['d', 'D', 'f', 'F']).unwrap_or(value);
    let unsigned = value.strip_prefix(['+', '-']).unwrap_or(value);
    if matches!(unsigned, "NaN" | "Infinity") {
        return value.parse().ok();
    }
    plain(digits).then(|| digits.parse().ok()).flatten()
}

fn is_boolean(value: &str) -> bool {
    value.eq_ignore_ascii_case("true") || value.eq_ignore_ascii_case("false")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_are_those_of_java() {
        for (text, number) in [("1.5", 1.5), ("1d", 1.0), (".5F", 0.5), ("-1e3", -1000.0)] {
            assert_eq!(double(text), Some(number), "{text}");
        }
        assert_eq!(double("-Infinity"), Some(f64::NEG_INFINITY));
        assert!(double("NaN").is_some_and(f64::is_nan));
        for text in [
            "nan", "inf", "infinity", "1dd", "d", "", "1L", "1_0", "0x1p3",
        ] {
            assert_eq!(double(text), None, "{text}");
        }
    }
}
