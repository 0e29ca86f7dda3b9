//! Names that one part of a model gives and another part must have.

mod profile_cycle;
mod unknown_listener;
mod unknown_profile;
mod unknown_super_user;
mod unknown_topic;

use super::Rule;

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[
    unknown_topic::RULE,
    unknown_listener::RULE,
    unknown_profile::RULE,
    profile_cycle::RULE,
    unknown_super_user::RULE,
];
