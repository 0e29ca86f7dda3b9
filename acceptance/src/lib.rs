//! Proves the rendered output against real components: an API server, Strimzi's own
//! Java model, Apache Kafka, Prometheus. Nothing in here is needed to render.
//!
//! [`component`] has and starts the real things, [`proof`] asks them, [`report`] says what
//! they answered. Every process belongs to [`process`] and ends with the run.

pub mod blueprint;
pub mod broker;
pub mod cache;
pub mod cli;
pub mod component;
pub mod container;
pub mod error;
pub mod go_module;
pub mod harness;
pub mod http;
pub mod interrupt;
pub mod jdk;
pub mod lanes;
pub mod layer;
pub mod manifest;
pub mod maven;
pub mod metrics;
pub mod patience;
pub mod port;
pub mod prerequisite;
pub mod process;
pub mod proof;
pub mod release;
pub mod rendered;
pub mod report;
pub mod repository;
pub mod rights;
pub mod scratch;
pub mod sets;
pub mod verdict;
pub mod workspace;
