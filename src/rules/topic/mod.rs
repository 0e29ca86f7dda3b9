//! Topics: copies, retention and what they hold.

mod conditions;
mod config;
mod min_insync_replicas;
mod partitions_per_broker;
mod personal_data;
mod replicas;
mod retention;
mod setting;
mod tiered_storage;

use super::Rule;

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[
    replicas::RULE,
    min_insync_replicas::RULE,
    config::RULE,
    setting::RULE,
    conditions::RULE,
    tiered_storage::RULE,
    retention::RULE,
    partitions_per_broker::RULE,
    personal_data::RULE,
];
