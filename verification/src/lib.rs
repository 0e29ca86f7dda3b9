//! Compares a running Kafka cluster with what its model expects.
//!
//! [`observe`] asks the cluster, [`check`] holds what was seen against the expectations,
//! [`trial`] writes and reads records of its own, [`report`] says what came of it. Only [`cli`]
//! prints.

pub mod check;
pub mod cli;
pub mod connection;
pub mod error;
pub mod expected;
pub mod explain;
pub mod interrupt;
pub mod later;
pub mod message;
pub mod metadata_version;
pub mod observe;
pub mod observed;
pub mod operations;
pub mod outcome;
pub mod progress;
pub mod publish;
pub mod report;
pub mod run;
pub mod selection;
pub mod share;
pub mod trial;
pub mod users;
pub mod wire;
