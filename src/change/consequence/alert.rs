//! Alerts and what is scraped for them.

use serde_json::Value;

use super::{Consequence, Fact};
use crate::change::{Class, FieldChange, Step};

/// Returns what the difference of a PrometheusRule does.
pub fn field(field: &FieldChange) -> Vec<Consequence> {
    let path = &field.path;
    if !path.is_below(&["spec", "groups"]) {
        return Vec::new();
    }
    let text = |value: &Option<Value>| value.as_ref().and_then(Value::as_str).map(str::to_owned);
    let is_item = matches!(path.steps().last(), Some(Step::Item(_) | Step::Index(_)));
    if is_item {
        return vec![existence(field)];
    }
    let loosened = match path.last() {
        Some("expr") => is_looser(text(&field.before), text(&field.after)),
        Some("for") => seconds(text(&field.after)) > seconds(text(&field.before)),
        Some("severity") => weight(field.after.as_ref()) < weight(field.before.as_ref()),
        _ => false,
    };
    if loosened {
        return vec![Consequence::new(
            Class::AccessRemoved,
            Fact::new("alert/loosened"),
            "the alert comes later, seldom or with less weight",
            "its threshold, its duration or its severity is weaker than before",
        )];
    }
    vec![Consequence::new(
        Class::Dynamic,
        Fact::new("alert/changed"),
        "the alert fires otherwise or says something else",
        "Prometheus reads rules again when they change",
    )]
}

fn existence(field: &FieldChange) -> Consequence {
    if field.after.is_none() {
        return Consequence::new(
            Class::AccessRemoved,
            Fact::new("alert/removed"),
            "nobody is told any more of what the rule was about",
            "Prometheus drops a rule that is not there any more",
        );
    }
    Consequence::new(
        Class::Dynamic,
        Fact::new("alert/added"),
        "a new rule is evaluated",
        "Prometheus reads rules again when they change",
    )
}

/// Returns what the difference of a monitor does.
pub fn scrape(field: &FieldChange) -> Vec<Consequence> {
    if !field.path.is_below(&["spec"]) {
        return Vec::new();
    }
    vec![Consequence::new(
        Class::Dynamic,
        Fact::new("monitoring/scrape"),
        "metrics are collected from other pods, or otherwise",
        "Prometheus reads monitors again when they change",
    )]
}

/// Returns whether only the number after the last comparison changed, and became harder to reach.
fn is_looser(before: Option<String>, after: Option<String>) -> bool {
    let (Some(before), Some(after)) = (before, after) else {
        return false;
    };
    let (Some(before), Some(after)) = (threshold(&before), threshold(&after)) else {
        return false;
    };
    let same = before.0 == after.0 && before.1 == after.1;
    same && match before.1 {
        '>' => after.2 > before.2,
        _ => after.2 < before.2,
    }
}

/// Splits `sum(lag) > 1000` into what stands before, the sign and the number.
fn threshold(expression: &str) -> Option<(&str, char, f64)> {
    let at = expression.rfind(['>', '<'])?;
    let sign = expression[at..].chars().next()?;
    let number = expression[at + 1..].trim_start_matches('=').trim();
    Some((expression[..at].trim_end(), sign, number.parse().ok()?))
}

/// Returns a duration of Prometheus with one unit in seconds.
fn seconds(text: Option<String>) -> f64 {
    let text = text.unwrap_or_default();
    let digits = text.trim_end_matches(|unit: char| unit.is_ascii_alphabetic());
    let unit = match &text[digits.len()..] {
        "ms" => 0.001,
        "m" => 60.0,
        "h" => 3_600.0,
        "d" => 86_400.0,
        "w" => 604_800.0,
        _ => 1.0,
    };
    digits.parse::<f64>().unwrap_or(0.0) * unit
}

fn weight(severity: Option<&Value>) -> u8 {
    match severity.and_then(Value::as_str) {
        Some("critical" | "page") => 3,
        Some("warning") => 2,
        Some("info") => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::change::FieldPath;

    fn class(key: &str, before: &str, after: &str) -> Class {
        let path = FieldPath::of(&["spec", "groups", "g", "rules", "r", key]);
        let change = FieldChange::new(path, Some(json!(before)), Some(json!(after)));
        field(&change)[0].class
    }

    #[test]
    fn a_weaker_alert_is_a_protection_less() {
        assert_eq!(
            class("expr", "lag > 1000", "lag > 5000"),
            Class::AccessRemoved
        );
        assert_eq!(class("expr", "lag > 1000", "lag > 500"), Class::Dynamic);
        assert_eq!(class("expr", "up < 3", "up < 2"), Class::AccessRemoved);
        assert_eq!(class("expr", "a > 1", "b > 2"), Class::Dynamic);
        assert_eq!(class("for", "5m", "1h"), Class::AccessRemoved);
        assert_eq!(class("for", "1h", "5m"), Class::Dynamic);
        assert_eq!(
            class("severity", "critical", "warning"),
            Class::AccessRemoved
        );
        assert_eq!(class("severity", "warning", "critical"), Class::Dynamic);
    }
}
