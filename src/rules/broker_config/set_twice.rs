//! Refuses a setting in both `config` and `extraConfig`.
//!
//! # Why
//! Only one of the two values could reach the brokers.
//!
//! # Example
//! `num.io.threads` below `cluster.config` and below `cluster.extraConfig`.
//!
//! # Instead
//! Keep it in `config`; `extraConfig` is for settings of plugins.
//!
//! # Source
//! A decision of this tool.

use crate::{
    finding::{Finding, ModelPath},
    model::Deployment,
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new(
    "broker-config/set-twice",
    include_str!("set_twice.rs"),
    check,
);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let cluster = &deployment.cluster;
    let both = cluster
        .extra_config
        .keys()
        .filter(|key| cluster.config.contains_key(*key));
    both.map(|key| {
        let path = ModelPath::of(&["cluster", "extraConfig", key.as_str()]);
        RULE.error(path, format!("`{key}` stands in `cluster.config` too"))
            .help("keep it in `cluster.config`")
    })
    .collect()
}
