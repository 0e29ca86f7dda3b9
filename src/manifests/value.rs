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
        (digits && plain)
            .then(|| text.parse().ok().and_then(Number::from_f64))
            .flatten()
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
}
