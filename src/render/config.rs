//! Kafka settings as values of a resource.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::model::config::{ConfigKey, ConfigValue};

/// The largest whole number that every reader of JSON keeps exact: 2^53.
const LARGEST_EXACT: u64 = 1 << 53;

/// Returns settings as a map.
pub fn map<'a>(
    settings: impl IntoIterator<Item = (&'a ConfigKey, &'a ConfigValue)>,
) -> Map<String, Value> {
    let sorted: BTreeMap<&str, &ConfigValue> = settings
        .into_iter()
        .map(|(key, text)| (key.as_str(), text))
        .collect();
    sorted
        .into_iter()
        .map(|(key, text)| (key.to_owned(), value(text.as_str())))
        .collect()
}

/// Returns a setting as a number or a boolean where that loses nothing, else as text.
///
/// Kustomize reads numbers above 2^53 as floating point and would change them.
pub fn value(text: &str) -> Value {
    match text {
        "true" => return Value::Bool(true),
        "false" => return Value::Bool(false),
        _ => {}
    }
    match text.parse::<i64>() {
        Ok(number) if number.unsigned_abs() <= LARGEST_EXACT && number.to_string() == text => {
            Value::from(number)
        }
        _ => Value::from(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_stays_exact_becomes_a_number() {
        assert_eq!(value("102400"), Value::from(102_400));
        assert_eq!(value("-1"), Value::from(-1));
        assert_eq!(
            value("9007199254740992"),
            Value::from(9_007_199_254_740_992_i64)
        );
        assert_eq!(value("9007199254740993"), Value::from("9007199254740993"));
        assert_eq!(value("007"), Value::from("007"));
        assert_eq!(value("0.8"), Value::from("0.8"));
        assert_eq!(value("on"), Value::from("on"));
        assert_eq!(value("true"), Value::from(true));
    }
}
