//! Applications and the settings of their clients.

mod acks;
mod auto_commit;
mod dead_letter_retention;
mod dead_letters;
mod exactly_once;
mod given;
mod group_protocol;
mod idempotence;
mod idle;
mod idle_replicas;
mod listener;
mod message_size;
mod setting;
mod shared_group;
mod timeouts;
mod transactional_ids;
mod usage;

use super::Rule;

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[
    listener::RULE,
    setting::RULE,
    given::RULE,
    group_protocol::RULE,
    exactly_once::RULE,
    idempotence::RULE,
    acks::RULE,
    auto_commit::RULE,
    timeouts::RULE,
    message_size::RULE,
    shared_group::RULE,
    transactional_ids::RULE,
    dead_letters::RULE,
    dead_letter_retention::RULE,
    idle::RULE,
    idle_replicas::RULE,
];
