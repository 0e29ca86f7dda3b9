//! Renders one typed model of a Kafka deployment on Kubernetes into checked manifests.
//!
//! The modules are the stages of a pipeline, and data flows through them in this order:
//! `environment` reads files, `model` is what they say, `derive` what follows from it, `rules`
//! what the operators would refuse, `render` the objects, `emit` the files. `catalog` holds the
//! facts of each release, `finding` what people are told, `kubernetes` what objects are.

pub mod catalog;
pub mod derive;
pub mod emit;
pub mod environment;
pub mod finding;
pub mod kubernetes;
pub mod model;
pub mod render;
