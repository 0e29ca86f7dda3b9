//! Where the brokers keep their data.

mod rate;
mod retention_size;
mod volume_count;

use super::Rule;

/// The rules of this family.
pub(super) const RULES: &[Rule] = &[volume_count::RULE, retention_size::RULE, rate::RULE];
