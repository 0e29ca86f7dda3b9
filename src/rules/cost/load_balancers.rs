//! Advises how many load balancers a cloud makes.
//!
//! # Why
//! Each listener with load balancers has one for the bootstrap and one for each broker, and a
//! cloud sends a bill for each of them.
//!
//! # Example
//! One such listener and three brokers: four load balancers.
//!
//! # Instead
//! Keep it where clients outside of the Kubernetes cluster need it, and take the listener away
//! in environments without such clients.
//!
//! # Source
//! Strimzi: listener type `loadbalancer`.

use crate::{
    derive::totals,
    finding::{Finding, ModelPath},
    model::Deployment,
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new(
    "cost/load-balancers",
    include_str!("load_balancers.rs"),
    check,
);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let count = totals::load_balancers(deployment);
    if count == 0 {
        return Vec::new();
    }
    let path = ModelPath::of(&["cluster", "listeners"]);
    let message = format!(
        "the cloud makes {count} load balancers: for each such listener one for the bootstrap and one for each broker"
    );
    vec![
        RULE.advice(path, message)
            .help("take the listener away where no client comes from outside"),
    ]
}
