//! The checks: what is expected against what was seen, one noun of Kafka per file.
//!
//! Nothing here talks to a cluster.

mod acls;
mod broker_config;
mod brokers;
mod controllers;
mod granted;
mod listeners;
mod messages;
mod prometheus;
mod quotas;
pub mod rights;
mod subjects;
mod topic_config;
mod topics;
mod ui;
mod versions;

use std::collections::BTreeSet;

use expectations::Expectations;

pub use listeners::{Tried, listeners};
pub use messages::messages;
pub use prometheus::prometheus;
pub use subjects::subjects;
pub use ui::ui;

use crate::{
    observed::Observed,
    outcome::{Check, Difference},
};

/// Whatever belongs to the verification itself and is no surprise.
#[derive(Clone, Copy, Debug)]
pub struct Own<'a> {
    /// The beginning of the names of the topics, groups and transactions it tries things with.
    pub prefix: &'a str,
    /// Whom the cluster takes it for, such as `User:CN=kafka-verification`, if that is known.
    pub principal: Option<&'a str>,
}

/// Holds the cluster that was seen against the expectations.
#[must_use]
pub fn infrastructure(expected: &Expectations, observed: &Observed, own: Own<'_>) -> Vec<Check> {
    let mut checks = brokers::checks(&expected.cluster, observed);
    checks.extend(controllers::checks(expected, observed));
    checks.extend(versions::checks(&expected.cluster, observed));
    checks.extend(broker_config::checks(&expected.cluster, observed));
    checks.extend(topics::checks(expected, observed, own));
    checks.push(topic_config::check(expected, observed));
    checks.extend(acls::checks(expected, observed));
    checks.push(quotas::check(expected, observed));
    checks
}

/// Returns the brokers of the model that are not there or may not serve, which `cluster/brokers`
/// tells of.
fn absent(expected: &Expectations, observed: &Observed) -> BTreeSet<u32> {
    let mut absent: BTreeSet<u32> = expected.cluster.brokers.iter().copied().collect();
    for broker in observed.brokers.iter().filter(|broker| !broker.is_fenced) {
        absent.remove(&broker.id);
    }
    absent
}

/// Returns the checks of somebody who does not answer: the first tells it, and nothing was asked
/// for the others.
fn silent(names: &[&'static str], who: &str, why: &str) -> Vec<Check> {
    let Some((first, rest)) = names.split_first() else {
        return Vec::new();
    };
    let silence = Difference::new(who, "it answers", why);
    let mut checks = vec![Check::of(*first, "", vec![silence])];
    let not_asked = format!("{who} does not answer");
    checks.extend(rest.iter().map(|name| Check::not_made(*name, &not_asked)));
    checks
}

/// Returns numbers as a person lists them.
fn listed<T: ToString>(items: impl IntoIterator<Item = T>) -> String {
    let items: Vec<_> = items.into_iter().map(|item| item.to_string()).collect();
    match &items[..] {
        [] => "none".to_owned(),
        items => items.join(", "),
    }
}
