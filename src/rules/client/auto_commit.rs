//! Warns of consumers that commit on their own and yet put dead letters aside.
//!
//! # Why
//! The client commits what it has handed out, on its own clock, whether it was handled or not. An
//! application that stops between the two never sees those records again, and they are in no
//! topic of dead letters either.
//!
//! # Example
//! `enable.auto.commit: true`, or nothing, for an application with `deadLetters`.
//!
//! # Instead
//! `enable.auto.commit: false`, and a commit when a record was handled or put aside.
//!
//! # Source
//! Kafka: `enable.auto.commit` (default `true`) and `KafkaConsumer`, "Offsets and consumer
//! position".

use super::usage::{self, Side, Usage, consumes, is_exactly_once};
use crate::{
    finding::{Finding, Outcome},
    model::Deployment,
    rules::rule::Rule,
};

pub(super) const RULE: Rule =
    Rule::new("client/auto-commit", include_str!("auto_commit.rs"), check);

const KEY: &str = "enable.auto.commit";

fn check(deployment: &Deployment) -> Vec<Finding> {
    let usages = usage::all(deployment);
    usages.iter().filter_map(judge).collect()
}

fn judge(usage: &Usage<'_>) -> Option<Finding> {
    let usage = usage.only(|application| {
        consumes(application) && application.dead_letters.is_some() && !is_exactly_once(application)
    })?;
    let written = usage.value(Side::Consumer, KEY);
    if written == Some("false") {
        return None;
    }
    let how = if written.is_some() { "" } else { " by default" };
    let message = format!(
        "the consumers of {} commit on their own{how}, so a record may be neither handled nor among the dead letters",
        usage.names()
    );
    let finding = RULE.warning(usage.path(Side::Consumer, KEY), message);
    Some(
        finding
            .outcome(Outcome::FailsLater)
            .help(format!("write `{KEY}: false`")),
    )
}
