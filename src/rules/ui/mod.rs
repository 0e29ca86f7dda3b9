//! The Kafka UI and what it shows to whom.

mod changes;
mod messages;
mod shared_login;

use super::Rule;

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[messages::RULE, changes::RULE, shared_login::RULE];
