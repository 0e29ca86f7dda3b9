//! Lists, maps keyed by name, and values that may be left out.

use std::collections::BTreeMap;

use super::{
    Findings, FromNode,
    scalar::{Scalar, invalid_value, wrong_shape},
};
use crate::{
    environment::document::{Node, Value},
    finding::{Site, Trail},
};

impl<T: FromNode> FromNode for Option<T> {
    fn from_node(node: &Node, trail: &Trail<'_>, findings: &mut Findings) -> Option<Self> {
        T::from_node(node, trail, findings).map(Some)
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: FromNode> FromNode for Vec<T> {
    fn from_node(node: &Node, trail: &Trail<'_>, findings: &mut Findings) -> Option<Self> {
        let Value::Sequence(items) = &node.value else {
            findings.push(wrong_shape(node, trail, "a list"));
            return None;
        };
        let read: Vec<Option<T>> = items
            .iter()
            .enumerate()
            .map(|(position, item)| T::from_node(item, &trail.index(position), findings))
            .collect();
        read.into_iter().collect()
    }

    fn absent() -> Option<Self> {
        Some(Vec::new())
    }
}

impl<K: Scalar + Ord, V: FromNode> FromNode for BTreeMap<K, V> {
    fn from_node(node: &Node, trail: &Trail<'_>, findings: &mut Findings) -> Option<Self> {
        let Value::Mapping(mapping) = &node.value else {
            findings.push(wrong_shape(node, trail, "a map"));
            return None;
        };
        let mut whole = true;
        let mut read = Self::new();
        for (text, entry) in &mapping.entries {
            let here = trail.key(text);
            let key = name::<K>(text, &here, findings);
            let value = V::from_node(&entry.node, &here, findings);
            match (key, value) {
                (Some(key), Some(value)) => {
                    read.insert(key, value);
                }
                _ => whole = false,
            }
        }
        whole.then_some(read)
    }

    fn absent() -> Option<Self> {
        Some(Self::new())
    }
}

fn name<K: Scalar>(text: &str, trail: &Trail<'_>, findings: &mut Findings) -> Option<K> {
    match K::parse(text) {
        Ok(key) => Some(key),
        Err(invalid) => {
            let mut finding = invalid_value::<K>(text, trail, invalid);
            finding.site = Site::Key(trail.path());
            findings.push(finding);
            None
        }
    }
}
