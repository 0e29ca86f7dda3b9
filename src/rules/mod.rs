//! What the operators or Kafka would refuse, drop, revert, ignore or fail on later.
//!
//! A rule is a pure function over the deployment; each has a file of its own under its family,
//! whose module documentation is the page behind `blueprint explain`. Findings name model paths;
//! where those were written is looked up when a finding is shown. Every rule takes time in
//! proportion to the model, so that tens of thousands of topics are checked in a moment.

mod acl;
mod broker_config;
mod broker_setting;
mod client;
mod component;
mod cost;
mod enumeration;
mod listener;
mod monitoring;
mod name;
mod network;
mod node_pool;
mod operator;
mod reference;
mod registry;
mod rule;
mod secret;
mod storage;
mod suggestion;
mod topic;
mod ui;
mod user;
mod verification;
mod version;
mod waiver;

use std::sync::LazyLock;

pub use self::rule::Rule;
use crate::{
    environment,
    finding::{Finding, RuleName},
    manifests,
    model::{Deployment, waiver::Date},
};

/// Every family of rules, in the order in which findings of one severity are shown.
const FAMILIES: &[&[Rule]] = &[
    reference::RULES,
    version::RULES,
    operator::RULES,
    node_pool::RULES,
    storage::RULES,
    broker_config::RULES,
    listener::RULES,
    topic::RULES,
    name::RULES,
    user::RULES,
    acl::RULES,
    client::RULES,
    registry::RULES,
    ui::RULES,
    network::RULES,
    monitoring::RULES,
    verification::RULES,
    secret::RULES,
    cost::RULES,
    waiver::RULES,
];

/// Returns every rule that looks at a deployment.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    FAMILIES.iter().copied().flatten()
}

/// Returns what is wrong with a deployment, worst first, without what its waivers accept.
///
/// A waiver counts up to and including its last day; without `today` none has expired.
#[must_use]
pub fn check(deployment: &Deployment, today: Option<Date>) -> Vec<Finding> {
    let mut findings = check_with_accepted(deployment, today);
    findings.retain(|finding| finding.accepted.is_none());
    findings
}

/// Returns what is wrong with a deployment, worst first; what a waiver accepts is marked.
#[must_use]
pub fn check_with_accepted(deployment: &Deployment, today: Option<Date>) -> Vec<Finding> {
    let found = all().flat_map(|rule| rule.check(deployment)).collect();
    let mut findings = waiver::apply(deployment, found, today);
    findings.sort_by_key(|finding| finding.severity);
    findings
}

/// Returns the page of every rule, those of reading included, by family and name.
pub fn pages() -> impl Iterator<Item = (RuleName, &'static str)> {
    static PAGES: LazyLock<Vec<(RuleName, String)>> = LazyLock::new(|| {
        let reading = environment::rules::PAGES
            .iter()
            .chain(manifests::rules::PAGES)
            .chain(manifests::rules::part::PAGES);
        let reading = reading.map(|(name, page)| {
            let lines = page
                .lines()
                .map(|line| line.strip_prefix(' ').unwrap_or(line));
            (*name, rule::joined(lines))
        });
        let mut pages: Vec<_> = reading
            .chain(all().map(|rule| (rule.name(), rule.page())))
            .collect();
        pages.sort();
        pages
    });
    PAGES.iter().map(|(name, page)| (*name, page.as_str()))
}
