//! What the verification tries, and whether it can come to anything.

mod idle_performance;
mod load;
mod load_kubernetes;
mod load_room;
mod quota;
mod read_only;
mod report_topic;
mod share;
mod throughput;

use super::Rule;

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[
    report_topic::RULE,
    load::RULE,
    share::RULE,
    load_room::RULE,
    load_kubernetes::RULE,
    throughput::RULE,
    quota::RULE,
    idle_performance::RULE,
    read_only::RULE,
];
