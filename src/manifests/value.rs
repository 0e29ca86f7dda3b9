//! Scalars as kubectl reads them, and nodes as JSON for the schemas.
//!
//! A marked document keeps the text of every scalar; the API server gets the JSON that kubectl's
//! reader (YAML 1.1 over JSON) makes of it, so `yes` is a boolean and `0x10` a number there.

use serde_json::{Map, Number, Value as Json};

use crate::environment::document::{Node, Scalar, Value};

/// Returns a node as the JSON that the API server would get.
#[must_use]
pub fn json(node: &Node) -> Json {
    match &node.value {
        Value::Scalar(scalar) => of_scalar(scalar),
        Value::Sequence(items) => Json::Array(items.iter().map(json).collect()),
        Value::Mapping(mapping) => {
            let entries = mapping.entries.iter();
            Json::Object(
                entries
                    .map(|(key, entry)| (key.clone(), json(&entry.node)))
                    .collect::<Map<_, _>>(),
            )
        }
        Value::File(file) => Json::String(file.path.clone()),
    }
}

/// Returns a scalar as a setting's text: numbers and booleans in their plain form.
#[must_use]
pub fn text(scalar: &Scalar) -> String {
    match of_scalar(scalar) {
        Json::Bool(truth) => truth.to_string(),
        Json::Number(number) if number.is_i64() || number.is_u64() => number.to_string(),
        _ => scalar.text.clone(),
    }
}

/// Puts whole numbers with a point or an exponent, as Helm writes large ones, into the digits that
/// the API server gets: kubectl's reader holds them as floating point, and writes JSON as Go does.
pub fn whole_numbers(node: &mut Node) {
    match &mut node.value {
        Value::Scalar(scalar) if scalar.plain && scalar.text.contains(['.', 'e', 'E']) => {
            if let Some(number) = number(&scalar.text).filter(|number| !number.is_f64()) {
                scalar.text = number.to_string();
            }
        }
        Value::Scalar(_) | Value::File(_) => {}
        Value::Sequence(items) => items.iter_mut().for_each(whole_numbers),
        Value::Mapping(mapping) => {
            let entries = mapping.entries.values_mut();
            entries.for_each(|entry| whole_numbers(&mut entry.node));
        }
    }
}

fn of_scalar(scalar: &Scalar) -> Json {
    if scalar.is_null() {
        return Json::Null;
    }
    if !scalar.plain {
        return Json::String(scalar.text.clone());
    }
    let text = scalar.text.as_str();
    boolean(text)
        .map(Json::Bool)
        .or_else(|| number(text).map(Json::Number))
        .unwrap_or_else(|| Json::String(text.to_owned()))
}

fn boolean(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "y" | "yes" | "true" | "on" => Some(true),
        "n" | "no" | "false" | "off" => Some(false),
        _ => None,
    }
}

fn number(text: &str) -> Option<Number> {
    whole(text).or_else(|| {
        let float = text.trim_start_matches(['-', '+']);
        let digits = float.starts_with(|c: char| c.is_ascii_digit() || c == '.');
        let plain = float
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | 'e' | 'E' | '+' | '-'));
        let float: f64 = text.parse().ok().filter(|_| digits && plain)?;
        let digits = float.to_string();
        let whole = digits.parse::<i64>().map(Number::from);
        let whole = whole.or_else(|_| digits.parse::<u64>().map(Number::from));
        whole.ok().or_else(|| Number::from_f64(float))
    })
}

fn whole(text: &str) -> Option<Number> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    if !digits.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let digits = digits.replace('_', "");
    let radix = |prefix, radix| {
        let digits = digits.strip_prefix(prefix)?;
        i128::from_str_radix(digits, radix).ok()
    };
    let number = radix("0x", 16)
        .or_else(|| radix("0b", 2))
        .or_else(|| radix("0o", 8))
        .or_else(|| radix("0", 8))
        .or_else(|| digits.parse().ok())?;
    let number = sign * number;
    i64::try_from(number)
        .map(Number::from)
        .or_else(|_| u64::try_from(number).map(Number::from))
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, plain: bool) -> Json {
        let text = text.to_owned();
        of_scalar(&Scalar { text, plain })
    }

    #[test]
    fn scalars_are_what_kubectl_makes_of_them() {
        for (text, json) in [
            ("3", "3"),
            ("-1", "-1"),
            ("0x10", "16"),
            ("010", "8"),
            ("1_000", "1000"),
            ("0.5", "0.5"),
            ("12.0", "12"),
            ("-0.0", "0"),
            ("6.048e+08", "604800000"),
            ("1.8446744073709552e+19", "1.8446744073709552e+19"),
            ("1.5e-1", "0.15"),
            ("yes", "true"),
            ("Off", "false"),
            ("~", "null"),
            ("3.7.0", "\"3.7.0\""),
            ("10Gi", "\"10Gi\""),
            ("99999999999999999999", "1e20"),
            ("e", "\"e\""),
            ("-", "\"-\""),
        ] {
            let wanted: Json = serde_json::from_str(json).unwrap();
            assert_eq!(read(text, true), wanted, "{text}");
        }
        assert_eq!(read("3", false), Json::String("3".to_owned()));
    }

    #[test]
    fn whole_numbers_are_digits_where_they_are_numbers() {
        let written = |text: &str, plain| {
            let text = text.to_owned();
            let place = crate::finding::Place {
                file: crate::finding::FileId::new(0),
                start: 0,
                end: 0,
            };
            let value = Value::Scalar(Scalar { text, plain });
            let mut node = Node { place, value };
            whole_numbers(&mut node);
            json(&node).to_string()
        };
        assert_eq!(written("1.073741824e+09", true), "1073741824");
        assert_eq!(written("4.0", true), "4");
        assert_eq!(written("4.0", false), "\"4.0\"");
        assert_eq!(written("3.9.0", true), "\"3.9.0\"");
        assert_eq!(written("4.2", true), "4.2");
    }
}
