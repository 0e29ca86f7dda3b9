//! One object that differs.

use serde_json::Value;

use super::{Class, Consequence, FieldChange};
use crate::kubernetes::object::ObjectId;

/// What happened to an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// Some of its fields differ.
    Changed,
    /// It has another name or namespace, and is nearly what it was.
    Renamed {
        /// What it was called.
        from: ObjectId,
    },
}

impl Event {
    /// Returns the event as a word, such as `added`.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Changed => "changed",
            Self::Renamed { .. } => "renamed",
        }
    }
}

/// An object that differs: field by field, and what that does to the cluster.
#[derive(Clone, Debug, PartialEq)]
pub struct ObjectChange {
    /// Which object it is, as it is called after the change; before it, if it is gone.
    pub id: ObjectId,
    /// What happened to it.
    pub event: Event,
    /// The whole object before; none if it is new. The values of Secrets are not in it.
    pub before: Option<Value>,
    /// The whole object after; none if it is gone.
    pub after: Option<Value>,
    /// The fields that differ, sorted by path; none for objects that are new or gone.
    pub fields: Vec<FieldChange>,
    /// What the change does, the worst first; at least one.
    pub consequences: Vec<Consequence>,
}

impl ObjectChange {
    /// Returns the class of the worst consequence.
    #[must_use]
    pub fn worst(&self) -> Class {
        let classes = self.consequences.iter().map(|found| found.class);
        classes.min().unwrap_or(Class::Unknown)
    }

    /// Returns the field at this path, if it differs.
    #[must_use]
    pub fn field(&self, path: &super::FieldPath) -> Option<&FieldChange> {
        self.fields.iter().find(|field| field.path == *path)
    }
}
