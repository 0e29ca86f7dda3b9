//! Kubernetes objects: their identity, and the kinds that no Rust crate types for us.

pub mod object;
pub mod prometheus;
pub mod strimzi;
