//! Refuses a load that is more than a check, and one that nothing can be told from.
//!
//! # Why
//! `performance` is written into a running cluster beside the applications, on a schedule. It is
//! there to tell that the cluster became slow, not how much it can bear; more than 2 GiB fill
//! disks and page caches. That limit does not hold for `load`, which somebody starts.
//!
//! # Example
//! `performance: {rate: 20000, recordSize: 100Ki, duration: 60s}`.
//!
//! # Instead
//! A lower rate, smaller records or less time; a `load` of several pods.
//!
//! # Source
//! A decision of this tool.

use crate::{
    derive::verification::{self, Writing},
    finding::{Finding, ModelPath, Outcome},
    model::{Deployment, quantity},
    rules::rule::Rule,
};

pub(super) const RULE: Rule = Rule::new("verification/load", include_str!("load.rs"), check);

/// How many bytes a load may write, all its ways of writing together.
const MOST: u64 = 2 << 30;

/// The largest record that a topic takes by itself (Kafka: `max.message.bytes`), less what a
/// batch adds to it.
const LARGEST_RECORD: u64 = 1_000_000;

fn check(deployment: &Deployment) -> Vec<Finding> {
    let Some(own) = &deployment.verification else {
        return Vec::new();
    };
    let most = verification::performance(own).and_then(|load| too_much(&load));
    let each = verification::writings(own).flat_map(|load| of_any(&load));
    most.into_iter().chain(each).collect()
}

fn path(load: &Writing<'_>) -> ModelPath {
    ModelPath::of(&["verification", load.key])
}

fn too_much(load: &Writing<'_>) -> Option<Finding> {
    let bytes = load.bytes();
    (bytes > MOST).then(|| {
        let (bytes, most) = (quantity::spoken(bytes), quantity::spoken(MOST));
        let message = format!("the load writes {bytes} in all, and a check may write {most}");
        RULE.error(path(load), message)
            .outcome(Outcome::FailsLater)
            .help("write a lower `rate`, a smaller `recordSize` or a shorter `duration`")
    })
}

/// Returns what holds for every load.
fn of_any(load: &Writing<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    if load.record_size.get() > LARGEST_RECORD {
        let size = load.record_size;
        let message = format!("a record of {size} is larger than a topic takes by itself");
        findings.push(
            RULE.error(path(load).key("recordSize"), message)
                .outcome(Outcome::FailsLater)
                .help("write at most `900Ki`"),
        );
    }
    if load.duration.as_milliseconds() < 1_000 {
        let duration = load.duration;
        let message = format!("in {duration} no percentile can be told from chance");
        findings.push(
            RULE.error(path(load).key("duration"), message)
                .outcome(Outcome::FailsLater)
                .help("write at least `1s`"),
        );
    }
    findings
}
