//! A part of the model as it is drafted from a manifest: every value keeps its place there.
//!
//! What the model asks for and a manifest cannot say (an owner, a purpose) is filled in, at the
//! place of the object's name.

use crate::{
    environment::document::{Entry, Mapping, Node, Scalar, Value},
    finding::Place,
};

/// What stands for an owner or a purpose that no manifest says.
const UNSAID: &str = "not said by a manifest";

/// A map of the model under construction.
#[derive(Clone, Debug)]
pub struct Draft {
    place: Place,
    mapping: Mapping,
}

impl Draft {
    /// Begins a map; `place` stands for what it does not say.
    #[must_use]
    pub fn new(place: Place) -> Self {
        Self {
            place,
            mapping: Mapping::default(),
        }
    }

    /// Enters a node under a key that stands at `key_place`.
    pub fn enter(&mut self, key: impl Into<String>, key_place: Place, node: Node) {
        let key_place = Entry {
            key: key_place,
            node,
        };
        self.mapping.entries.insert(key.into(), key_place);
    }

    /// Enters a value as the manifest has it, if it has one.
    pub fn copy(&mut self, key: &str, entry: Option<&Entry>) {
        if let Some(entry) = entry.filter(|entry| !entry.node.is_null()) {
            self.enter(key, entry.key, entry.node.clone());
        }
    }

    /// Enters what follows from a value, with the places of that value.
    pub fn follow(&mut self, key: &str, entry: &Entry, text: impl Into<String>) {
        self.enter(key, entry.key, word(entry.node.place, text));
    }

    /// Enters a map that was drafted from an entry, or what follows from the whole.
    pub fn nest(&mut self, key: impl Into<String>, key_place: Place, draft: Self) {
        self.enter(key, key_place, draft.finish());
    }

    /// Enters a text at the place that stands for what is not said.
    pub fn fill(&mut self, key: &str, text: impl Into<String>) {
        self.enter(key, self.place, word(self.place, text));
    }

    /// Enters what no manifest says, such as an owner.
    pub fn unsaid(&mut self, keys: &[&str]) {
        for key in keys {
            self.fill(key, UNSAID);
        }
    }

    /// Returns whether nothing was entered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.mapping.entries.is_empty()
    }

    /// Returns whether a key was entered.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.mapping.entries.contains_key(key)
    }

    /// Ends the map.
    #[must_use]
    pub fn finish(self) -> Node {
        Node {
            place: self.place,
            value: Value::Mapping(self.mapping),
        }
    }
}

/// Returns a text at a place.
#[must_use]
pub fn word(place: Place, text: impl Into<String>) -> Node {
    Node {
        place,
        value: Value::Scalar(Scalar {
            text: text.into(),
            plain: false,
        }),
    }
}
