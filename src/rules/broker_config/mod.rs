//! Settings of the brokers, which Strimzi and Kafka read.

mod auto_create_topics;
mod conditions;
mod config_providers;
mod cruise_control;
mod durability;
mod forbidden;
mod internal_topics;
mod message_format;
mod min_insync_replicas;
mod replication;
mod retention;
mod set_twice;
mod unknown_key;
mod value;

use super::Rule;

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[
    forbidden::RULE,
    unknown_key::RULE,
    value::RULE,
    conditions::RULE,
    retention::RULE,
    replication::RULE,
    internal_topics::RULE,
    durability::RULE,
    min_insync_replicas::RULE,
    config_providers::RULE,
    message_format::RULE,
    auto_create_topics::RULE,
    cruise_control::RULE,
    set_twice::RULE,
];
