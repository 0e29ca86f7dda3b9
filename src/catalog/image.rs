//! Images of the components that are neither Strimzi's nor the applications' own.
//!
//! `images.json` names each with a fixed tag and its source; a model may name another.

use std::{collections::BTreeMap, sync::LazyLock};

use serde::Deserialize;

#[derive(Deserialize)]
struct Data {
    images: BTreeMap<String, Entry>,
}

#[derive(Deserialize)]
struct Entry {
    reference: String,
}

static DATA: LazyLock<Data> = LazyLock::new(|| {
    serde_json::from_str(include_str!("images.json"))
        .expect("the embedded images.json is parsed by this module's test")
});

/// Returns the image of a component by name, such as `kafka-ui`; `None` if there is none.
#[must_use]
pub fn of(component: &str) -> Option<&'static str> {
    DATA.images
        .get(component)
        .map(|entry| entry.reference.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_component_has_an_image() {
        for component in ["schema-registry", "kafka-ui", "curl"] {
            assert!(of(component).is_some(), "{component}");
        }
        assert_eq!(of("zookeeper"), None);
    }
}
