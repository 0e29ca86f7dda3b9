//! Renders one typed model of a Kafka deployment on Kubernetes into checked manifests.

pub mod catalog;
pub mod emit;
pub mod kubernetes;
