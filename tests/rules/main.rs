//! Every rule with a deployment that breaks it, one that does not, and one on the border.

#![allow(
    clippy::unwrap_used,
    reason = "a case that cannot be read fails its test"
)]

mod acl;
mod alert;
mod broker_config;
mod client;
mod components;
mod deployment;
mod listener;
mod name;
mod node_pool;
mod operator;
mod reference;
mod round_trip;
mod size;
mod storage;
mod surroundings;
mod topic;
mod user;
mod verification;
mod version;
mod waiver;

use deployment::{all, lines};

#[test]
fn the_deployment_under_every_case_is_in_order() {
    assert_eq!(lines(&all("")), "");
}
