//! Refuses a load that is more than a check: brokers keep each byte of it in several copies.
//!
//! # Why
//! The load is written into a running cluster beside the applications. It is there to tell that
//! the cluster became slow, not how much it can bear; more than 2 GiB fill disks and page caches.
//!
//! # Example
//! `rate: 20000` with `recordSize: 100Ki` and `duration: 60s`.
//!
//! # Instead
//! A lower rate, smaller records or less time; a load test against a cluster of its own.
//!
//! # Source
//! A decision of this tool.

use crate::{
    derive::verification,
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
    let load = deployment.verification.as_ref();
    let Some(load) = load.and_then(|verification| verification.performance.as_ref()) else {
        return Vec::new();
    };
    let path = ModelPath::of(&["verification", "performance"]);
    let mut findings = Vec::new();
    let bytes = verification::load_bytes(load);
    if bytes > MOST {
        let (bytes, most) = (quantity::spoken(bytes), quantity::spoken(MOST));
        let message = format!("the load writes {bytes} in all, and a check may write {most}");
        findings.push(
            RULE.error(path.clone(), message)
                .outcome(Outcome::FailsLater)
                .help("write a lower `rate`, a smaller `recordSize` or a shorter `duration`"),
        );
    }
    if load.record_size.get() > LARGEST_RECORD {
        let size = &load.record_size;
        let message = format!("a record of {size} is larger than a topic takes by itself");
        findings.push(
            RULE.error(path.clone().key("recordSize"), message)
                .outcome(Outcome::FailsLater)
                .help("write at most `900Ki`"),
        );
    }
    if load.duration.as_milliseconds() < 1_000 {
        let duration = load.duration;
        let message = format!("in {duration} no percentile can be told from chance");
        findings.push(
            RULE.error(path.key("duration"), message)
                .outcome(Outcome::FailsLater)
                .help("write at least `1s`"),
        );
    }
    findings
}
