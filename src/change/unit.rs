//! Values of configurations as people read them: durations and sizes with their units.
//!
//! Kafka says the unit in the name of a configuration (`retention.ms`, `segment.bytes`). A value
//! that is no whole number of a larger unit keeps the smaller one, so no text rounds anything.

use serde_json::Value;

/// Units by the end of a configuration's name, each with its steps: a larger unit and how many of
/// the smallest it holds, the largest first.
const UNITS: [(&str, &[(&str, u64)]); 5] = [
    (
        ".ms",
        &[
            ("days", 86_400_000),
            ("h", 3_600_000),
            ("min", 60_000),
            ("s", 1_000),
            ("ms", 1),
        ],
    ),
    (
        ".seconds",
        &[("days", 86_400), ("h", 3_600), ("min", 60), ("s", 1)],
    ),
    (".minutes", &[("days", 1_440), ("h", 60), ("min", 1)]),
    (".hours", &[("days", 24), ("h", 1)]),
    (
        ".bytes",
        &[
            ("GiB", 1 << 30),
            ("MiB", 1 << 20),
            ("KiB", 1 << 10),
            ("bytes", 1),
        ],
    ),
];

/// Returns the value of a configuration with its unit, such as `7 days`; none where its name says
/// no unit or the value is no number.
#[must_use]
pub fn readable(name: &str, value: &Value) -> Option<String> {
    let (_, steps) = UNITS.iter().find(|(end, _)| name.ends_with(end))?;
    let amount = number(value)?;
    if amount == -1 {
        return Some("without limit".to_owned());
    }
    let amount = u64::try_from(amount).ok()?;
    let (unit, step) = steps
        .iter()
        .find(|(_, step)| amount >= *step && amount.is_multiple_of(*step))
        .or_else(|| steps.last())?;
    match (amount / step, *unit) {
        (1, "days") => Some("1 day".to_owned()),
        (count, unit) => Some(format!("{count} {unit}")),
    }
}

/// Returns a number that stands there as a number or as a text.
#[must_use]
pub fn number(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn units_come_from_the_name_and_nothing_is_rounded() {
        let read = |name, value| readable(name, &value).unwrap_or_default();
        assert_eq!(read("retention.ms", json!(604_800_000)), "7 days");
        assert_eq!(read("retention.ms", json!("86400000")), "1 day");
        assert_eq!(read("retention.ms", json!(90_000_000)), "25 h");
        assert_eq!(read("retention.ms", json!(1_001)), "1001 ms");
        assert_eq!(read("retention.ms", json!(0)), "0 ms");
        assert_eq!(read("retention.bytes", json!(-1)), "without limit");
        assert_eq!(read("segment.bytes", json!(1_073_741_824)), "1 GiB");
        assert_eq!(read("log.retention.hours", json!(168)), "7 days");
        assert_eq!(read("cleanup.policy", json!("compact")), "");
        assert_eq!(read("retention.ms", json!("soon")), "");
    }
}
