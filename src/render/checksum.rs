//! Checksums that make pods new when what they were started with changes.

use std::collections::BTreeMap;

use crate::derive::resource_name::fingerprint;

/// The annotation of a pod that holds the checksum of its configuration.
const CONFIGURATION: &str = "checksum/config";

/// Returns annotations that change whenever a ConfigMap's data does.
pub fn annotations(data: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    BTreeMap::from([(CONFIGURATION.to_owned(), of(data))])
}

/// Returns a short checksum of a ConfigMap's data. Lengths are part of it, so that text cannot
/// move from one key to the next unseen.
fn of(data: &BTreeMap<String, String>) -> String {
    let text: Vec<String> = data
        .iter()
        .map(|(key, value)| format!("{}:{key}={}:{value}", key.len(), value.len()))
        .collect();
    fingerprint(&text.concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn data(entries: &[(&str, &str)]) -> BTreeMap<String, String> {
        entries
            .iter()
            .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
            .collect()
    }

    #[test]
    fn every_change_is_seen() {
        let first = of(&data(&[("a", "1"), ("b", "2")]));
        assert_eq!(first, of(&data(&[("b", "2"), ("a", "1")])));
        for other in [
            data(&[("a", "1"), ("b", "3")]),
            data(&[("a", "1b=2")]),
            data(&[("a", "1")]),
        ] {
            assert_ne!(first, of(&other));
        }
    }
}
