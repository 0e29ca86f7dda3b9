//! A fact that holds from one release on until the next entry replaces it.

use serde::Deserialize;

use super::Version;

/// Values by the release that brought them, oldest first.
#[derive(Deserialize)]
#[serde(transparent)]
pub(super) struct Timeline<T>(Vec<Since<T>>);

#[derive(Deserialize)]
struct Since<T> {
    since: Version,
    value: T,
}

impl<T> Timeline<T> {
    /// Returns the value in force at `version`; `None` before the first entry.
    pub(super) fn at(&self, version: Version) -> Option<&T> {
        let entry = self.0.iter().rev().find(|entry| entry.since <= version);
        entry.map(|entry| &entry.value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_holds_until_the_next_entry() {
        let text = r#"[{"since": "0.41.0", "value": 1}, {"since": "1.0.0", "value": 2}]"#;
        let timeline: Timeline<u8> = serde_json::from_str(text).unwrap();
        let at = |version: &str| timeline.at(version.parse().unwrap()).copied();
        assert_eq!(at("0.40.0"), None);
        assert_eq!(at("0.41.0"), Some(1));
        assert_eq!(at("0.51.0"), Some(1));
        assert_eq!(at("1.0.0"), Some(2));
    }
}
