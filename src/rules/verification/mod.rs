//! What the verification tries, and whether it can come to anything.

mod idle_performance;
mod load;
mod quota;
mod read_only;
mod report_topic;
mod throughput;

use super::Rule;

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[
    report_topic::RULE,
    load::RULE,
    throughput::RULE,
    quota::RULE,
    idle_performance::RULE,
    read_only::RULE,
];
