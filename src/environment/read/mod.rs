//! Typed values from marked documents: a value or a finding, and then on with the rest.
//!
//! [`record!`](crate::record), [`choice!`](crate::choice) and [`words!`](crate::words) declare a
//! noun of the model once; its reader and its JSON Schema both follow from that declaration.

mod choice;
mod collections;
mod fields;
mod newtype;
mod record;
mod scalar;
pub mod schema;
mod words;

pub use self::{
    choice::{Chosen, choose},
    fields::Fields,
    scalar::{Invalid, Scalar, wrong_shape},
    words::misspelt,
};
use super::document::Node;
use crate::finding::{Finding, Trail};

/// What readers add to.
pub type Findings = Vec<Finding>;

/// A type of the model that can be read from a marked document.
pub trait FromNode: Sized {
    /// Reads a value, or records why it is none.
    fn from_node(node: &Node, trail: &Trail<'_>, findings: &mut Findings) -> Option<Self>;

    /// Returns the value that stands for an absent key; `None` makes the key required.
    #[must_use]
    fn absent() -> Option<Self> {
        None
    }
}
