//! Refuses client settings that break the exactly-once guarantee of an application.
//!
//! # Why
//! Exactly-once means that what is read, written and committed goes in one transaction. That
//! needs a producer that is idempotent and waits for all copies, and a consumer that reads only
//! what was committed and leaves committing to the transaction. Kafka does not know the guarantee
//! and says nothing.
//!
//! # Example
//! `guarantee: exactly-once` with a profile of `acks: 1`, or without any profile: consumers read
//! uncommitted records and commit on their own by default.
//!
//! # Instead
//! `producer: {acks: all, enable.idempotence: true}` and
//! `consumer: {isolation.level: read_committed, enable.auto.commit: false}`.
//!
//! # Source
//! KIP-98, KIP-129 and the defaults in `ProducerConfig` and `ConsumerConfig`.

use super::usage::{self, Side, Usage, consumes, is_exactly_once};
use crate::{
    finding::{Finding, Outcome},
    model::Deployment,
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new(
    "client/exactly-once",
    include_str!("exactly_once.rs"),
    check,
);

/// What a setting must be.
struct Demand {
    side: Side,
    key: &'static str,
    /// The values that will do; the first is the one to write.
    good: &'static [&'static str],
    /// What a client takes that is told nothing.
    default: &'static str,
}

const DEMANDS: [Demand; 4] = [
    Demand {
        side: Side::Producer,
        key: "acks",
        good: &["all", "-1"],
        default: "all",
    },
    Demand {
        side: Side::Producer,
        key: "enable.idempotence",
        good: &["true"],
        default: "true",
    },
    Demand {
        side: Side::Consumer,
        key: "isolation.level",
        good: &["read_committed"],
        default: "read_uncommitted",
    },
    Demand {
        side: Side::Consumer,
        key: "enable.auto.commit",
        good: &["false"],
        default: "true",
    },
];

fn check(deployment: &Deployment) -> Vec<Finding> {
    let usages = usage::all(deployment);
    let exact = usages
        .iter()
        .filter_map(|usage| usage.only(is_exactly_once));
    exact
        .flat_map(|usage| {
            DEMANDS
                .iter()
                .filter_map(move |demand| demand.judge(&usage))
        })
        .collect()
}

impl Demand {
    fn judge(&self, usage: &Usage<'_>) -> Option<Finding> {
        let usage = match self.side {
            Side::Producer => usage.only(is_exactly_once)?,
            Side::Consumer => usage.only(consumes)?,
        };
        let written = usage.value(self.side, self.key);
        let value = written.unwrap_or(self.default);
        if self.good.contains(&value) {
            return None;
        }
        let how = if written.is_some() { "" } else { " by default" };
        let message = format!(
            "exactly-once asks for `{}: {}`, and it is `{value}`{how} for {}",
            self.key,
            self.good[0],
            usage.names()
        );
        let finding = RULE.error(usage.path(self.side, self.key), message);
        Some(finding.outcome(Outcome::FailsLater).help(format!(
            "write `{}: {}` in the profile of these applications",
            self.key, self.good[0]
        )))
    }
}
