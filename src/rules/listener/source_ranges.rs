//! Warns of load balancers that let every address in.
//!
//! # Why
//! Most clouds give a load balancer a public address, so the brokers' ports are open to the
//! Internet. A NetworkPolicy can't mend that: load balancers hide the clients' addresses.
//!
//! # Example
//! `loadBalancer: {}` or `sourceRanges: [0.0.0.0/0]`.
//!
//! # Instead
//! `sourceRanges: [10.0.0.0/8]`, or whatever your clients come from.
//!
//! # Source
//! Kubernetes: `Service.spec.loadBalancerSourceRanges`; Strimzi: `loadBalancerSourceRanges`.

use crate::{
    finding::{Finding, ModelPath},
    model::{
        Deployment,
        listener::{Exposure, LoadBalancer},
    },
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new(
    "listener/source-ranges",
    include_str!("source_ranges.rs"),
    check,
);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let listeners = deployment.cluster.listeners.iter();
    let open = listeners.filter(|(_, listener)| match &listener.expose {
        Exposure::LoadBalancer(balancer) => lets_everyone_in(balancer),
        _ => false,
    });
    open.map(|(name, _)| {
        let path = ModelPath::of(&[
            "cluster",
            "listeners",
            name.as_str(),
            "expose",
            "loadBalancer",
        ])
        .key("sourceRanges");
        let message = format!("the load balancers of the listener `{name}` let every address in");
        RULE.warning(path, message)
            .help("name the ranges that clients come from, such as `10.0.0.0/8`")
    })
    .collect()
}

fn lets_everyone_in(balancer: &LoadBalancer) -> bool {
    let ranges = &balancer.source_ranges;
    ranges.is_empty() || ranges.iter().any(|range| range.as_str().ends_with("/0"))
}
