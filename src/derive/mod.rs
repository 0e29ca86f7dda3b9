//! What follows from the model, still without Kubernetes.
//!
//! Rights follow from what applications do, node ids from the order of pools, versions from the
//! operator's release. Rules, objects and documents all ask here, so that they never disagree.

pub mod alert;
pub mod bootstrap;
pub mod dashboard;
pub mod flow;
pub mod grant;
pub mod kafka_ui;
pub mod node;
pub mod pattern;
pub mod principal;
pub mod profile;
pub mod promql;
pub mod rehearsal;
pub mod resource_name;
pub mod schema_registry;
pub mod series;
pub mod topic;
pub mod totals;
pub mod verification;
pub mod version;
pub mod workload;
