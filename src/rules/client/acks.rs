//! Warns of producers that do not wait for the copies of a record.
//!
//! # Why
//! With `acks: 1` a record counts as written when one broker has it: when that broker goes before
//! the others have copied it, the record is lost, and the application has been told that it was
//! written. With `acks: 0` nobody is told anything.
//!
//! # Example
//! `producer: {acks: 1}`.
//!
//! # Instead
//! `acks: all`. Where a lost record does no harm, waive this with that reason.
//!
//! # Source
//! Kafka: `acks` in the producer configuration.

use super::usage::{self, Side, Usage, is_exactly_once, produces};
use crate::{
    finding::{Finding, Outcome},
    model::Deployment,
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new("client/acks", include_str!("acks.rs"), check);

fn check(deployment: &Deployment) -> Vec<Finding> {
    let usages = usage::all(deployment);
    usages.iter().filter_map(judge).collect()
}

fn judge(usage: &Usage<'_>) -> Option<Finding> {
    let usage = usage.only(|application| produces(application) && !is_exactly_once(application))?;
    let acks = usage.value(Side::Producer, "acks")?;
    if matches!(acks, "all" | "-1") {
        return None;
    }
    let message = format!(
        "with `acks: {acks}` a record that {} wrote is lost when its broker goes before the others have it",
        usage.names()
    );
    let finding = RULE.warning(usage.path(Side::Producer, "acks"), message);
    Some(
        finding
            .outcome(Outcome::FailsLater)
            .help("write `acks: all`"),
    )
}
