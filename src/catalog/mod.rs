//! Facts by release: operators, Kafka configurations, metrics.
//!
//! The facts are data files beside these modules, each with its source; they are embedded and
//! parsed once, on first use. The modules give them types. Nothing here reads the model, so every
//! other stage of the pipeline may ask.

pub mod annotation;
pub mod client_setting;
pub mod crd;
pub mod cruise_control;
pub mod image;
pub mod kafka;
pub mod kafka_config;
pub mod kubernetes;
pub mod metrics;
mod nearest;
pub mod node_ids;
pub mod operator;
mod ranged;
mod timeline;
mod version;

pub use version::{InvalidVersion, Version};
