//! Settings of Cruise Control that Strimzi takes for itself and leaves out of what users write.
//!
//! The lists are data beside this file; they have been the same since 0.40.0.

use std::sync::LazyLock;

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Forbidden {
    #[serde(rename = "source")]
    _source: String,
    prefixes: Vec<String>,
    exceptions: Vec<String>,
}

static FORBIDDEN: LazyLock<Forbidden> = LazyLock::new(|| {
    serde_json::from_str(include_str!("cruise_control.json"))
        .expect("the embedded cruise_control.json is parsed by the tests of this module")
});

/// Returns the prefix for which the operator removes `key`; `None` if it passes.
///
/// A key is compared in lower case with the prefixes and as it is with the exceptions
/// (Strimzi: `AbstractConfiguration.filterForbidden`).
#[must_use]
pub fn forbidden_prefix(key: &str) -> Option<&'static str> {
    if FORBIDDEN
        .exceptions
        .iter()
        .any(|exception| exception == key)
    {
        return None;
    }
    let key = key.to_lowercase();
    let mut prefixes = FORBIDDEN.prefixes.iter().map(String::as_str);
    prefixes.find(|prefix| key.starts_with(prefix))
}

#[cfg(test)]
mod tests {
    use super::forbidden_prefix;

    #[test]
    fn exceptions_count_as_they_stand_and_prefixes_in_any_case() {
        assert_eq!(
            forbidden_prefix("Self.healing.enabled"),
            Some("self.healing.")
        );
        assert_eq!(forbidden_prefix("webserver.http.cors.origin"), None);
        assert_eq!(
            forbidden_prefix("webserver.http.CORS.origin"),
            Some("webserver.http.")
        );
        assert_eq!(forbidden_prefix("num.metric.fetchers"), None);
    }
}
