//! What stands around the cluster: schema registry, Kafka UI, access, applications, verification.
// A test that cannot go on says so by panicking.
#![allow(clippy::unwrap_used)]

mod deployment;
mod jobs;
mod load;
mod pods;
mod schemas;
mod secrets;
mod snapshots;
mod verification;
