//! Every rule with a deployment that breaks it, one that does not, and one on the border.

mod broker_config;
mod deployment;
mod listener;
mod node_pool;
mod operator;
mod reference;
mod storage;
mod version;
mod waiver;

use deployment::{all, lines};

#[test]
fn the_deployment_under_every_case_is_in_order() {
    assert_eq!(lines(&all("")), "");
}
