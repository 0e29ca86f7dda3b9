//! The typed deployment: one noun of Kafka, or of the platform it runs on, per file.
//!
//! Every type here has one fallible constructor, so that what was read once is never questioned
//! again. Nothing here knows how Kubernetes writes these things down.

pub mod access;
pub mod acknowledgement;
pub mod acl;
pub mod alert;
pub mod application;
pub mod certificate;
pub mod client_profile;
pub mod cluster;
pub mod config;
pub mod cruise_control;
pub mod delivery;
pub mod deployment;
pub mod duration;
pub mod entity_operator;
pub mod environment_name;
pub mod image;
pub mod kafka_exporter;
pub mod kafka_ui;
pub mod listener;
pub mod metrics;
pub mod monitoring;
pub mod name;
pub mod network;
pub mod node_pool;
pub mod nothing;
pub mod operator;
pub mod platform;
pub mod prose;
pub mod quantity;
pub mod quota;
pub mod resources;
pub mod schema;
pub mod schema_registry;
pub mod storage;
pub mod topic;
pub mod user;
pub mod verification;
pub mod version;
pub mod waiver;
pub mod workload;

pub use self::{deployment::Deployment, environment_name::EnvironmentName};
