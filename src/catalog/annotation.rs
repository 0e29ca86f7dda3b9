//! The annotations by which people tell Strimzi's operators what to do.
//!
//! The list is data beside this file. It is that of every release together: an annotation of a
//! later one is not taken for a mistyped one.

use std::sync::LazyLock;

use serde::Deserialize;

use super::nearest::nearest;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Annotations {
    #[serde(rename = "source")]
    _source: String,
    annotations: Vec<String>,
}

static KNOWN: LazyLock<Annotations> = LazyLock::new(|| {
    serde_json::from_str(include_str!("annotations.json"))
        .expect("the embedded annotations.json is parsed by the tests of this module")
});

/// Returns whether an operator reads this annotation.
#[must_use]
pub fn is_known(key: &str) -> bool {
    KNOWN.annotations.iter().any(|known| known == key)
}

/// Returns the annotation that a mistyped one most likely means.
#[must_use]
pub fn nearest_to(key: &str) -> Option<&'static str> {
    let name = |key: &'static str| key.rsplit_once('/').map_or(key, |(_, name)| name);
    let known = KNOWN.annotations.iter().map(String::as_str);
    // The prefix, which all have, would make any two names alike.
    let (_, wanted) = key.rsplit_once('/')?;
    let near = nearest(wanted, known.clone().map(name))?;
    known.into_iter().find(|key| name(key) == near)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistyped_annotation_finds_its_name_and_another_one_does_not() {
        assert!(is_known("strimzi.io/pause-reconciliation"));
        assert_eq!(
            nearest_to("strimzi.io/pause-reconcilation"),
            Some("strimzi.io/pause-reconciliation")
        );
        assert_eq!(nearest_to("strimzi.io/internal-cluster-security"), None);
    }
}
