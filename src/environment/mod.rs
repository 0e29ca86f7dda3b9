//! Reads a deployment's files: marked documents, layered, with every value's place kept.
//!
//! The first stage of the pipeline. Files become [`document::Node`]s, layers of nodes become
//! one node, and typed values are read from it through [`read::FromNode`]. A reader never stops
//! at the first mistake: it collects findings and goes on.

mod anchors;
pub mod attachment;
pub mod directory;
pub mod document;
pub mod images;
pub mod layer;
pub mod locate;
pub mod parse;
pub mod read;
pub mod rules;
pub mod source;

pub use self::{
    directory::{Environments, LoadError},
    document::Node,
    read::{Findings, FromNode},
    source::Sources,
};
