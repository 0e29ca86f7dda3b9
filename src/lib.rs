//! Renders one typed model of a Kafka deployment on Kubernetes into checked manifests.
//!
//! The modules are the stages of a pipeline, and data flows through them in this order:
//! `environment` reads files, `model` is what they say, `derive` what follows from it, `rules`
//! what the operators would refuse, `render` the objects, `document` the text for people, `emit`
//! the files. `catalog` holds the facts of each release, `finding` what people are told, `report`
//! how it is laid out, `manifests` what others wrote, `change` what a difference does to a cluster,
//! `kubernetes` what objects are, and `cli` is the only stage that prints.

// Tests may do these things; the product may not.
#![warn(
    clippy::dbg_macro,
    clippy::exit,
    clippy::panic,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::todo,
    clippy::unimplemented,
    clippy::unwrap_used
)]

pub mod catalog;
pub mod change;
pub mod cli;
pub mod derive;
pub mod document;
pub mod emit;
pub mod environment;
pub mod finding;
pub mod image;
pub mod kubernetes;
pub mod manifests;
pub mod model;
pub mod render;
pub mod report;
pub mod rules;
pub mod vendor;
