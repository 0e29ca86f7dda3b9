//! A fact that holds for a closed range of versions.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::Version;

/// A value and the versions for which it holds; an open end reaches to the oldest or the newest.
#[derive(Deserialize)]
pub(super) struct Ranged<T> {
    first: Option<Version>,
    last: Option<Version>,
    #[serde(flatten)]
    value: T,
}

/// Facts by name, each with its ranges in order.
pub(super) type RangedByName<T> = BTreeMap<String, Vec<Ranged<T>>>;

/// Returns the value that holds at `version`, if one does.
pub(super) fn at<T>(ranges: &[Ranged<T>], version: Version) -> Option<&T> {
    let holds = |range: &&Ranged<T>| {
        range.first.is_none_or(|first| first <= version)
            && range.last.is_none_or(|last| version <= last)
    };
    ranges.iter().find(holds).map(|range| &range.value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Value {
        value: u8,
    }

    #[test]
    fn ends_are_inclusive_and_gaps_have_no_value() {
        let text = r#"[{"last": "3.9.2", "value": 1}, {"first": "4.1.0", "value": 2}]"#;
        let ranges: Vec<Ranged<Value>> = serde_json::from_str(text).unwrap();
        let value = |version: &str| at(&ranges, version.parse().unwrap()).map(|found| found.value);
        assert_eq!(value("3.6.0"), Some(1));
        assert_eq!(value("3.9.2"), Some(1));
        assert_eq!(value("4.0.0"), None);
        assert_eq!(value("4.1.0"), Some(2));
    }
}
